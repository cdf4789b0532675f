"""One organisation's statements about one matter in time, and the position each takes."""
