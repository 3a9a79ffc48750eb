"""The areas of a neighbourhood, kept in the store, and what of its view stands in each.

What is shown comes from `neighbourhoods.view` alone: public bodies and places, whose numbers are
exact. People are never counted here, and never a dot on a map. What is worked out is in
`mapping/locality`; this package takes a second to load, so import it when it is first needed.
"""

from mapping.places.answers import Places
from mapping.places.importing import AreasReport, import_areas, import_underlay
from mapping.places.report import report_of_places
from mapping.places.shown import places

__all__ = ["AreasReport", "Places", "import_areas", "import_underlay", "places", "report_of_places"]
