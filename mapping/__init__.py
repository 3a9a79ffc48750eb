"""Care Mapping: the domain, without HTTP or HTML."""
