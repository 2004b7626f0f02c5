"""The rules that tell an article's prose from what surrounds it, applied by `segment`."""
