/** Parks, water and streets, drawn to know the place by; they cannot be chosen. */

import * as L from 'leaflet';

import type { Places } from './words';

/** Return them as one layer. */
export function underlayOf(places: Places): L.LayerGroup {
  const shapes = places.underlay.map(({ feature, geometry }) => ({
    type: 'Feature' as const,
    properties: { feature },
    geometry: geometry as unknown as GeoJSON.Geometry,
  }));
  return L.geoJSON(shapes, {
    interactive: false,
    pane: 'shadowPane', // above the areas, below symbols and names
    style: (shape) => ({
      className: `underlay ${(shape?.properties as { feature: string }).feature}`,
      fill: !shape?.geometry.type.endsWith('LineString'),
    }),
    pointToLayer: (_, at) => L.circleMarker(at, { radius: 3, interactive: false }),
  });
}
