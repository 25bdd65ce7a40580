"""What does the document itself contradict? Pure checks over records; one question per module, listed in `registry`."""
