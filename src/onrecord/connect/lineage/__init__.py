"""Where a text comes from: copies, credits, versions of one page."""
