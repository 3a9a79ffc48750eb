"""The page that a map of areas is on: folium's, with our own template in place of its own.

folium's templates put names into scripts unescaped and load them from elsewhere. Ours holds no data
and no script: it says which layers there are and how the map behaves, as JSON that is not run, and
names the one script and style sheet of ours that draw it (`web/src/place/map.ts`). That script
reads the numbers from the API and puts every name into the page as text.
"""

from __future__ import annotations

from typing import Any, Final

from branca.element import Figure, MacroElement
from folium import Map
from folium.map import Layer
from jinja2 import Template

LAYERS: Final = {
    "areas": "Areas",
    "underlay": "Parks, water and streets",
    "assets": "Places and groups",
}
"""What the map shows, from below to above: the field of the API's answer, and its words."""


class _Page(Figure):
    """A whole page, without the script that folium ends its own with."""

    _template = Template(
        "<!DOCTYPE html>\n"
        '<html lang="en-GB">\n'
        "<head>\n"
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<title>{{ this.title | e }}</title>\n"
        "{{ this.header.render(**kwargs) }}\n"
        "</head>\n"
        "<body>\n{{ this.html.render(**kwargs) }}\n</body>\n"
        "</html>\n"
    )


class DataLayer(Layer):
    """A layer that our script draws from one field of the API's answer."""

    _template = Template("")

    def __init__(self, data: str, name: str) -> None:
        super().__init__(name=name, overlay=True, control=data != "areas", show=True)
        self.data = data


class PlaceMap(Map):
    """A map without tiles, drawn by our own script.

    Parameters
    ----------
    data
        Where the script gets what it draws, relative to the page's address.
    scripts, styles
        Addresses of our own files.
    alone
        Everything that it shows, of a map in a file of its own.
    title
        What the page is called.
    """

    _template = Template(
        "{% macro header(this, kwargs) %}{{ this.head }}"
        "{% for address in this.styles %}"
        '<link rel="stylesheet" href="{{ address | e }}">'
        "{% endfor %}{% for address in this.scripts %}"
        '<script type="module" src="{{ address | e }}"></script>'
        "{% endfor %}{% endmacro %}"
        "{% macro html(this, kwargs) %}"
        '<div id="map"></div>'
        '<script id="told" type="application/json">{{ this.told() | tojson }}</script>'
        "<noscript>This map needs scripts. The table has the same numbers.</noscript>"
        "{% endmacro %}"
    )

    head = ""
    """What stands in the head before all else, as it is."""

    def __init__(
        self,
        data: str,
        *,
        scripts: list[str],
        styles: list[str],
        alone: dict[str, Any] | None = None,
        title: str = "Map of the areas",
    ) -> None:
        super().__init__(
            tiles=None,
            control_scale=True,
            zoom_snap=0.25,
            scroll_wheel_zoom=False,
            attribution_control=False,
        )
        self.data, self.scripts, self.styles, self.alone = data, scripts, styles, alone
        page = _Page(title=title)
        page.header._children.clear()
        page.add_child(self)
        for data_field, name in LAYERS.items():
            self.add_child(DataLayer(data_field, name))

    def render(self, **kwargs: Any) -> Any:
        """Put the map into its page; folium's own would add styles and scripts to it."""
        return MacroElement.render(self, **kwargs)  # type: ignore[no-untyped-call]

    def told(self) -> dict[str, Any]:
        """Return what the script needs to know."""
        layers = [one for one in self._children.values() if isinstance(one, DataLayer)]
        return {
            "data": self.data,
            "alone": self.alone,
            "scale": self.control_scale,
            "options": {
                "zoomSnap": self.options["zoom_snap"],
                "scrollWheelZoom": self.options["scroll_wheel_zoom"],
                "attributionControl": self.options["attribution_control"],
            },
            "layers": [
                {
                    "data": one.data,
                    "name": one.layer_name,
                    "show": one.show,
                    "control": one.control,
                }
                for one in layers
            ],
        }

    def html(self) -> str:
        """Return the whole page."""
        return str(self.get_root().render())
