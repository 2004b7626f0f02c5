"""Where claims of different sides cannot both be so."""
