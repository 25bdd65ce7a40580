"""What the world knows: question catalogue, indicators, rating schemes, places, words. Facts are rows in `data/`."""
