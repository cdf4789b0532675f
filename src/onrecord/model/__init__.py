"""What the record is made of: frozen values, no input or output, no third-party imports.

**Architecture invariant:** nothing here opens a file, a database or a connection, or imports anything that does.
"""
