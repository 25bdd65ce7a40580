"""Pages to blocks, blocks to records."""
