/* One map on the screen: a challenge's units and clusters over the bundle's own roads, water and parks. */
(function () {
  "use strict";
  const web = (window.webMap = window.webMap || {});
  const EMPTY = web.collection([]);
  const FIT = 28, LEAST_SHARE = 0.5;
  const RADIUS = 11, CASING = 2, DISTANCE = 8, EDGE = 0.75;
  const BORDERED = 12, ROUNDED = 13, TILE = 512;
  const GROUPS = {
    clusters: ["clusters-casing", "clusters", "clusters-low", "clusters-disc", "clusters-label"],
    areas: ["areas"], water: ["water"], parks: ["parks"], roads: ["roads-3", "roads-2", "roads-1", "roads-0"],
  };

  /* Decodes all shapes once, for both maps. */
  web.decode = (data) => {
    const place = data.place;
    const roads = (data.ground.roads || []).map((lines) => web.multiLine(lines, place));
    const challenges = data.challenges.map((one) => ({
      units: new web.Units(one.units, place),
      clusters: one.clusters.map((cluster, at) => web.feature(web.multiPolygon(cluster.shape, place), { low: cluster.low }, at)),
      places: one.clusters.map((cluster, at) =>
        web.feature({ type: "Point", coordinates: cluster.place }, { number: String(cluster.id), label: cluster.label, low: cluster.low, order: at }, at)),
    }));
    const grounds = (parts) => web.collection(parts ? [web.feature(web.multiPolygon(parts, place))] : []);
    return {
      challenges, roads: roads.map((lines) => web.collection([web.feature(lines)])),
      water: grounds(data.ground.water), parks: grounds(data.ground.parks),
      areas: data.areas.map((area, at) => web.feature(web.multiPolygon(area.shape, place), {}, at)),
      outlines: data.outlines.map((shape, at) => web.feature(web.multiPolygon(shape, place), {}, at)),
      layers: data.layers.map((layer) => web.collection([web.feature(
        layer.kind === "point" ? { type: "MultiPoint", coordinates: layer.shapes }
          : layer.kind === "line" ? web.multiLine(layer.shapes, place) : web.multiPolygon(layer.shapes, place))])),
    };
  };

  const byZoom = (...stops) => ["interpolate", ["exponential", 1.6], ["zoom"], ...stops];
  const BORDERS = { tolerance: 0.2, buffer: 32, maxzoom: 15 };
  const source = (data, options) => ({ type: "geojson", data, ...options });

  function sources(shapes, active) {
    const own = shapes.challenges[active];
    const found = {
      clusters: source(web.collection(own.clusters), BORDERS), places: source(web.collection(own.places)), areas: source(web.collection(shapes.areas)),
      outlines: source(web.collection(shapes.outlines), BORDERS),
      water: source(shapes.water), parks: source(shapes.parks), unit: source(EMPTY), cluster: source(EMPTY), borders: source(EMPTY, BORDERS),
    };
    shapes.roads.forEach((lines, at) => { found[`roads-${at}`] = source(lines); });
    shapes.layers.forEach((layer, at) => { found[`layer-${at}`] = source(layer); });
    return found;
  }

  /* Returns the zoom from which a unit is wide enough on the screen to be told from its neighbours by a line. */
  function borderZoom(data, shapes) {
    const [west, south, east, north] = data.place.bounds, most = Math.max(...shapes.challenges.map((one) => one.units.count));
    const degrees = Math.sqrt(((east - west) * (north - south)) / most);
    return Math.log2((BORDERED * 360) / (TILE * degrees));
  }

  const line = (id, from, paint, extra) => ({ id, type: "line", source: from, layout: { "line-join": ["step", ["zoom"], "bevel", ROUNDED, "round"], "line-cap": ["step", ["zoom"], "butt", ROUNDED, "round"] }, paint, ...extra });
  const high = ["!", ["get", "low"]];

  function roads(shapes) {
    const widths = [[0.9, 6], [0.6, 4.5], [0.4, 3.5], [0.1, 2.5]];
    return shapes.roads.map((_, at) => line(`roads-${at}`, `roads-${at}`, {
      "line-width": byZoom(10, widths[Math.min(at, 3)][0], 17, widths[Math.min(at, 3)][1]), "line-opacity": at < 3 ? 0.9 : 0.5,
    }, at < 3 ? {} : { minzoom: 12.5 })).reverse();
  }

  function others(data) {
    return data.layers.flatMap((layer, at) => {
      const id = `layer-${at}`;
      if (layer.kind === "point") return [{ id, type: "circle", source: id, paint: { "circle-radius": byZoom(10, 3, 16, 8), "circle-stroke-width": 1.5 } }];
      if (layer.kind === "line") return [line(id, id, { "line-width": 1.5 })];
      return [
        { id, type: "fill", source: id, paint: { "fill-opacity": 0.35 } },
        line(`${id}-border`, id, { "line-width": 1.2 }),
      ];
    });
  }

  function layers(data, shapes) {
    const text = { "text-font": [`${data.fonts[0]} Bold`, ...data.fonts], "text-allow-overlap": false };
    return [
      { id: "land", type: "background", paint: {} },
      { id: "borders", type: "line", source: "borders", minzoom: borderZoom(data, shapes), paint: { "line-width": byZoom(7, 0.3, 11, 0.8, 16, 2), "line-opacity": 0.7 } },
      { id: "parks", type: "fill", source: "parks", paint: { "fill-opacity": 0.85 } },
      { id: "water", type: "fill", source: "water", paint: {} },
      ...roads(shapes),
      line("areas", "areas", { "line-width": byZoom(9, 1, 15, 2.5), "line-dasharray": [3, 2] }),
      line("outlines", "outlines", { "line-width": byZoom(8, 1.4, 15, 4) }),
      ...others(data),
      line("clusters-casing", "clusters", { "line-width": byZoom(9, 3, 15, 8), "line-opacity": 0.9 }, { filter: high }),
      line("clusters", "clusters", { "line-width": byZoom(9, 1.4, 15, 4) }, { filter: high }),
      line("clusters-low", "clusters", { "line-width": byZoom(9, 1, 15, 3), "line-dasharray": [3, 2] }, { filter: ["get", "low"] }),
      line("unit-casing", "unit", { "line-width": byZoom(8, 3, 13, 7) }),
      line("unit", "unit", { "line-width": byZoom(8, 1.5, 13, 3.5) }),
      line("cluster", "cluster", { "line-width": byZoom(9, 2.2, 13, 6) }),
      { id: "clusters-label", type: "symbol", source: "places", filter: high, minzoom: 10.5, layout: { ...text, "text-field": ["get", "label"], "text-size": 13, "text-max-width": 9, "text-variable-anchor": ["top", "bottom", "left", "right"], "text-radial-offset": 1.25, "symbol-sort-key": ["get", "order"] }, paint: { "text-halo-width": 1.8 } },
      { id: "clusters-disc", type: "symbol", source: "places", filter: high, layout: { ...text, "icon-image": "disc", "icon-padding": 0, "text-field": ["get", "number"], "text-size": 12, "text-padding": 0, "symbol-sort-key": ["get", "order"] }, paint: { "icon-halo-width": CASING } },
    ];
  }

  /* Returns what each layer's colours are: layer, property, value. */
  function looks(data, palette) {
    const overlay = (at) => palette.overlay[at % palette.overlay.length];
    const kinds = { point: "circle-color", line: "line-color", polygon: "fill-color" };
    return [
      ["land", "background-color", palette.colours.land],
      ["borders", "line-color", palette.colours.frame],
      ["parks", "fill-color", palette.colours.park],
      ["water", "fill-color", palette.colours.water],
      ...(data.ground.roads || []).map((_, at) => [`roads-${at}`, "line-color", palette.colours.road]),
      ["areas", "line-color", palette.colours.boundary],
      ["outlines", "line-color", palette.colours.boundary],
      ...data.layers.map((layer, at) => [`layer-${at}`, kinds[layer.kind], overlay(at)]),
      ...data.layers.flatMap((layer, at) => ({
        point: [[`layer-${at}`, "circle-stroke-color", palette.colours.paper]], polygon: [[`layer-${at}-border`, "line-color", overlay(at)]], line: [],
      })[layer.kind]),
      ["clusters-casing", "line-color", palette.colours.paper],
      ["unit-casing", "line-color", palette.colours.paper],
      ["clusters", "line-color", palette.colours.cluster],
      ["cluster", "line-color", palette.colours.cluster],
      ["unit", "line-color", palette.colours.accent],
      ["clusters-low", "line-color", palette.colours.cold_cluster],
      ["clusters-disc", "icon-color", palette.colours.cluster],
      ["clusters-disc", "icon-halo-color", palette.colours.paper],
      ["clusters-disc", "text-color", palette.colours.paper],
      ["clusters-label", "text-color", palette.colours.ink],
      ["clusters-label", "text-halo-color", palette.colours.halo],
    ];
  }

  /* Returns the disc under a cluster's number as distances to its edge, which MapLibre gives its colours. */
  function disc() {
    const size = 2 * (RADIUS + CASING + 1), data = new Uint8ClampedArray(4 * size * size);
    for (let at = 0; at < size * size; at += 1) {
      const away = Math.hypot((at % size) + 0.5 - size / 2, Math.floor(at / size) + 0.5 - size / 2) - RADIUS;
      data[4 * at + 3] = 255 * (EDGE - away / DISTANCE);
    }
    return { width: size, height: size, data };
  }

  /* Returns whether each layer that can be switched is shown. */
  function visibility(data, on) {
    const groups = [...Object.entries(GROUPS), ...data.layers.map((layer, at) => [layer.id, [`layer-${at}`, `layer-${at}-border`]])];
    return Object.fromEntries(groups.flatMap(([name, ids]) => ids.map((id) => [id, on.includes(name) ? "visible" : "none"])));
  }

  /* Returns the layers in their first colours, the right ones shown, so that nothing is drawn twice. */
  function dressed(data, shapes, look) {
    const made = layers(data, shapes), byId = new Map(made.map((layer) => [layer.id, layer])), shown = visibility(data, look.on);
    for (const [layer, name, value] of looks(data, look.palette)) byId.get(layer).paint[name] = value;
    return made.map((layer) => (shown[layer.id] ? { ...layer, layout: { ...layer.layout, visibility: shown[layer.id] } } : layer));
  }

  class NeedMap {
    /* `look` has palette, colours, classes and `on`, the layers that are shown; `told` has ready(), moved(), hovered(unit, event) and clicked(unit, cluster). */
    constructor(container, data, shapes, active, view, look, told) {
      Object.assign(this, { data, shapes, active, told, chosen: { unit: -1, cluster: -1 }, worn: JSON.stringify([look.palette, look.colours]) });
      this.borderZoom = borderZoom(data, shapes);
      this.map = new window.maplibregl.Map({
        container, ...view, attributionControl: false, dragRotate: false, pitchWithRotate: false, maxPitch: 0, renderWorldCopies: false,
        fadeDuration: 0, canvasContextAttributes: { antialias: false, contextType: "webgl2" }, locale: { "Map.Title": data.texts.map_label },
        style: { version: 8, transition: { duration: 0, delay: 0 }, sources: sources(shapes, active), layers: dressed(data, shapes, look) }, maxZoom: 18, minZoom: 5,
      });
      this.layer = new web.UnitsLayer(this.own.units, look);
      this.map.touchZoomRotate.disableRotation();
      this.map.keyboard.disableRotation();
      this.map.addControl(new window.maplibregl.ScaleControl({ maxWidth: 110 }), "bottom-right");
      this.map.on("style.load", () => {
        this.map.addImage("disc", disc(), { sdf: true });
        this.map.addLayer(this.layer, "borders");
        this.border();
      });
      this.map.on("load", () => {
        this.loaded = true;
        told.ready(this);
      });
      this.map.on("zoomend", () => this.border());
      this.map.on("move", (event) => told.moved(this, event));
      this.map.on("mousemove", (event) => told.hovered(this, this.unitAt(event.lngLat), event));
      this.map.on("mouseout", () => told.hovered(this, -1));
      this.map.on("click", (event) => this.click(event));
    }

    get own() {
      return this.shapes.challenges[this.active];
    }

    unitAt(place) {
      return this.own.units.at(place.lng, place.lat);
    }

    click({ point, lngLat }) {
      const disc = this.map.queryRenderedFeatures(point, { layers: ["clusters-disc"] });
      if (disc.length) this.told.clicked(this, -1, disc[0].properties.order);
      else this.told.clicked(this, this.unitAt(lngLat), -1);
    }

    /* Shows another challenge's units and clusters. */
    show(active, classes) {
      if (active === this.active) return;
      this.active = active;
      this.layer.change({ units: this.own.units, classes });
      this.bordered = false;
      this.border();
      this.fill({ clusters: web.collection(this.own.clusters), places: web.collection(this.own.places) });
    }

    /* Lines between units are loaded when they can be seen: of many units they are much. */
    border() {
      if (this.bordered || this.map.getZoom() < this.borderZoom) return;
      this.bordered = true;
      this.fill({ borders: web.collection(this.own.units.shapes.map((_, unit) => this.own.units.feature(unit))) });
    }

    fill(collections) {
      for (const [name, collection] of Object.entries(collections)) this.map.getSource(name).setData(collection);
    }

    paint(classes) {
      this.layer.change({ classes });
    }

    /* Draws in this frame of the screen what else would wait for the next. */
    draw() {
      this.map.redraw();
    }

    select(unit, cluster) {
      const { units, clusters } = this.own;
      if (unit !== this.chosen.unit) this.fill({ unit: unit < 0 ? EMPTY : units.feature(unit) });
      if (cluster !== this.chosen.cluster) this.fill({ cluster: clusters[cluster] || EMPTY });
      this.chosen = { unit, cluster };
    }

    dress(palette, colours) {
      const worn = JSON.stringify([palette, colours]);
      if (worn === this.worn) return;
      this.worn = worn;
      this.layer.change({ palette, colours });
      looks(this.data, palette).forEach(([layer, name, value]) => this.map.setPaintProperty(layer, name, value));
    }

    switchLayers(on) {
      const shown = visibility(this.data, on);
      for (const id of this.map.getLayersOrder()) if (shown[id]) this.map.setLayoutProperty(id, "visibility", shown[id]);
    }

    goTo(bounds) {
      const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      this.map.fitBounds([[bounds[0], bounds[1]], [bounds[2], bounds[3]]], { padding: web.padding(bounds, 60), maxZoom: 15, animate: !still, duration: 700 });
    }

    picture() {
      this.map.redraw();
      return this.map.getCanvas().toDataURL("image/png");
    }
  }

  /* Returns the room around what is shown: beside the legend or above it, where it is shown largest; none for a legend that leaves too little. */
  web.padding = ([west, south, east, north], room = FIT) => {
    const stage = document.getElementById("stage"), legend = document.getElementById("legend");
    const all = { top: room, bottom: room, left: room, right: room };
    const high = (north - south) / Math.cos((Math.PI * (south + north)) / 360);
    const scale = (one) => Math.min((stage.clientWidth - one.left - one.right) / (east - west), (stage.clientHeight - one.top - one.bottom) / high);
    const beside = { ...all, left: room + legend.offsetLeft + legend.offsetWidth }, above = { ...all, bottom: room + stage.clientHeight - legend.offsetTop };
    const best = scale(beside) > scale(above) ? beside : above;
    const floats = window.getComputedStyle(legend).position === "absolute";
    return floats && scale(best) > LEAST_SHARE * scale(all) ? best : all;
  };

  web.NeedMap = NeedMap;
})();
