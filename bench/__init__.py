"""Accuracy of prongsai against hand-made truth. Not part of the package; see README.md in this folder."""
