"""Attribution and names by the trained network: words in, statements with their probabilities out."""
