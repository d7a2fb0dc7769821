/* The units of a challenge: their shapes as triangles for the graphics card, and which unit lies at a place. What is asked for first is made then. */
(function () {
  "use strict";
  const web = (window.webMap = window.webMap || {});

  const mercator = (latitude) => 0.5 - Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) / (2 * Math.PI);

  /* Calls `each(ring, unit, isHole)` for all rings of all shapes. */
  function everyRing(shapes, each) {
    shapes.forEach((parts, unit) => parts.forEach((rings) => rings.forEach((ring, at) => each(ring, unit, at > 0))));
  }

  /* Returns vertices from the south-west corner in parts of the world's width, and each ring as a fan of triangles, those of a hole turning
     the other way: unit `u` has the corners between `starts[u]` and `starts[u + 1]`. */
  function meshOf(shapes, place) {
    const { origin: [west, south], step: [dx, dy] } = place, low = mercator(south);
    let vertex = 0, corner = 0;
    everyRing(shapes, (ring) => { vertex += ring.length / 2 - 1; corner += 3 * (ring.length / 2 - 3); });
    const places = new Float32Array(2 * vertex), fans = new Uint32Array(corner), starts = new Uint32Array(shapes.length + 1);
    vertex = corner = 0;
    everyRing(shapes, (ring, unit, isHole) => {
      const first = vertex;
      let twice = 0, x = 0, y = 0;
      for (let at = 0; at < ring.length - 2; at += 2, vertex += 1) {
        twice += x * ring[at + 1] - y * ring[at];
        x += ring[at];
        y += ring[at + 1];
        places[2 * vertex] = (x * dx) / 360;
        places[2 * vertex + 1] = mercator(south + y * dy) - low;
      }
      twice += x * ring[ring.length - 1] - y * ring[ring.length - 2];
      const turned = twice < 0 === isHole ? 0 : 1;
      for (let at = first + 2; at < vertex; at += 1) {
        fans[corner++] = first;
        fans[corner++] = at - 1 + turned;
        fans[corner++] = at - turned;
      }
      starts[unit + 1] = corner;
    });
    for (let unit = 0; unit < shapes.length; unit += 1) starts[unit + 1] = Math.max(starts[unit], starts[unit + 1]);
    return { origin: [west / 360 + 0.5, low], places, fans, starts };
  }

  /* Returns west, south, east and north of each shape, on the grid. */
  function boxesOf(shapes) {
    const boxes = shapes.map(() => [Infinity, Infinity, -Infinity, -Infinity]);
    everyRing(shapes, (ring, unit) => {
      const box = boxes[unit];
      for (let at = 0, x = 0, y = 0; at < ring.length; at += 2) {
        x += ring[at];
        y += ring[at + 1];
        if (x < box[0]) box[0] = x;
        if (y < box[1]) box[1] = y;
        if (x > box[2]) box[2] = x;
        if (y > box[3]) box[3] = y;
      }
    });
    return boxes;
  }

  function surrounds(ring, x, y) {
    let odd = false, x1 = ring[0], y1 = ring[1];
    for (let at = 2; at < ring.length; at += 2) {
      const x2 = x1 + ring[at], y2 = y1 + ring[at + 1];
      if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) odd = !odd;
      x1 = x2;
      y1 = y2;
    }
    return odd;
  }

  class Units {
    constructor(units, place) {
      Object.assign(this, { shapes: units.shapes, coarse: units.coarse || units.shapes, place });
    }

    get count() {
      return this.shapes.length;
    }

    /* All borders, for who is near. */
    get near() {
      return (this.nearMesh = this.nearMesh || meshOf(this.shapes, this.place));
    }

    /* Borders with fewer vertices, where there are many. */
    get afar() {
      if (this.coarse === this.shapes) return this.near;
      return (this.afarMesh = this.afarMesh || meshOf(this.coarse, this.place));
    }

    get boxes() {
      return (this.boxesMade = this.boxesMade || boxesOf(this.shapes));
    }

    feature(unit) {
      return web.feature(web.multiPolygon(this.shapes[unit], this.place));
    }

    bounds(unit) {
      const { origin: [x, y], step: [dx, dy] } = this.place, [west, south, east, north] = this.boxes[unit];
      return [x + west * dx, y + south * dy, x + east * dx, y + north * dy];
    }

    /* Returns the unit at a place in degrees, -1 where there is none. */
    at(longitude, latitude) {
      const { origin, step } = this.place, x = (longitude - origin[0]) / step[0], y = (latitude - origin[1]) / step[1];
      const within = ([west, south, east, north]) => x >= west && y >= south && x <= east && y <= north;
      const covers = (rings) => rings.filter((ring) => surrounds(ring, x, y)).length % 2 === 1;
      return this.shapes.findIndex((parts, unit) => within(this.boxes[unit]) && parts.some(covers));
    }
  }

  web.Units = Units;
})();
