"""From the bytes of a file or page to body text and metadata, one module a format."""
