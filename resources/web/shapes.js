/* Shapes from the data: whole numbers on a grid, each the step from the one before, become longitude and latitude. */
(function () {
  "use strict";
  const web = (window.webMap = window.webMap || {});

  function path(steps, place) {
    const [x0, y0] = place.origin, [dx, dy] = place.step;
    const points = new Array(steps.length / 2);
    for (let at = 0, x = 0, y = 0; at < points.length; at += 1) {
      x += steps[2 * at];
      y += steps[2 * at + 1];
      points[at] = [x0 + x * dx, y0 + y * dy];
    }
    return points;
  }

  const part = (rings, place) => rings.map((ring) => path(ring, place));

  web.collection = (features) => ({ type: "FeatureCollection", features });

  web.feature = (geometry, properties, id) => ({ type: "Feature", id, properties: properties || {}, geometry });

  web.multiPolygon = (parts, place) => ({ type: "MultiPolygon", coordinates: parts.map((rings) => part(rings, place)) });

  web.multiLine = (lines, place) => ({ type: "MultiLineString", coordinates: lines.map((line) => path(line, place)) });

  web.bounds = (geometry) => {
    let west = 180, south = 90, east = -180, north = -90;
    for (const rings of geometry.coordinates) {
      for (const [x, y] of rings[0] || []) {
        west = Math.min(west, x);
        east = Math.max(east, x);
        south = Math.min(south, y);
        north = Math.max(north, y);
      }
    }
    return [west, south, east, north];
  };
})();
