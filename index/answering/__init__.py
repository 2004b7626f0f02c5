"""From ranked candidates to a reply: numbered citations, or an abstention with a reason."""
