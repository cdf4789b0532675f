"""Every error a user can meet, in one tree.

    OnrecordError
    ├── UserError             exit 2: what, where, what to do, in one line
    │   ├── RecordMissing
    │   ├── RecordExists
    │   ├── RecordTooNew
    │   ├── RecordDamaged
    │   ├── RecordBusy
    │   ├── NotFound
    │   └── Ambiguous
    └── AnchorError           also a ValueError: a span whose words are not at its offsets

Bad *data* is no error: a file that could not be read becomes a `Problem` in the record.
"""


class OnrecordError(Exception):
    """The root of all errors raised on purpose."""


class UserError(OnrecordError):
    """Raised when the person at the keyboard can put it right, by any command; ends with exit code 2."""


class RecordMissing(UserError):
    """Raised when a path holds no record, from opening it."""


class RecordExists(UserError):
    """Raised when `init` meets a record or other files in its place."""


class RecordTooNew(UserError):
    """Raised when a record was made by a later version of onrecord, from opening it."""


class RecordDamaged(UserError):
    """Raised when the database of a record cannot be read as one, from opening it."""


class RecordBusy(UserError):
    """Raised when another process already writes to the record, from opening a Writer."""


class NotFound(UserError):
    """Raised when an id or a name is not in the record, from `show` and every question about a party."""


class Ambiguous(UserError):
    """Raised when an id prefix or a name fits several entries; the message lists them."""


class AnchorError(OnrecordError, ValueError):
    """Raised when a span's words are not at its offsets, from making a Span and from every write."""
