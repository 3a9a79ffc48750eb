"""Areas of a neighbourhood, what stands in them, and the map page of both.

Pure functions of GeoDataFrames and plain numbers; no store, no HTTP. `areas` reads boundaries,
`placing` says which area a point is in, `indicators` counts and joins tables by code, `classes`
sorts numbers into the steps that a map is coloured by, `page` makes the map's page.

Loading the libraries for this takes a second, so those who serve import it when first asked.
"""
