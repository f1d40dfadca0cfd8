"""The same training made faster: variants of its step, and how long each was measured to take."""
