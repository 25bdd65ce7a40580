"""Text to text, text to value; pure. Repair restores what the page says; reading decides what it means."""
