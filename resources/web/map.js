/* One map on the screen: a challenge's units and clusters over the bundle's own roads, water and parks. */
(function () {
  "use strict";
  const web = (window.webMap = window.webMap || {});
  const EMPTY = web.collection([]);
  const FIT = 28, BESIDE_LEGEND = 240, WIDE = 900;
  const NO_CLASS = -1, NO_COLOUR = "rgba(0,0,0,0)";
  const GROUPS = {
    clusters: ["clusters-casing", "clusters", "clusters-low", "clusters-disc", "clusters-number", "clusters-label"],
    areas: ["areas"], water: ["water"], parks: ["parks"], roads: ["roads-3", "roads-2", "roads-1", "roads-0"],
  };

  /* Decodes all shapes once, for both maps. */
  web.decode = (data) => {
    const place = data.place;
    const roads = (data.ground.roads || []).map((lines) => web.multiLine(lines, place));
    const challenges = data.challenges.map((one) => ({
      units: one.units.shapes.map((shape, at) => web.feature(web.multiPolygon(shape, place), {}, at)),
      clusters: one.clusters.map((cluster, at) => web.feature(web.multiPolygon(cluster.shape, place), { low: cluster.low }, at)),
      places: one.clusters.map((cluster, at) =>
        web.feature({ type: "Point", coordinates: cluster.place }, { number: String(cluster.id), label: cluster.label, low: cluster.low, order: at }, at)),
    }));
    const grounds = (parts) => web.collection(parts ? [web.feature(web.multiPolygon(parts, place))] : []);
    return {
      challenges, roads: roads.map((lines) => web.collection([web.feature(lines)])),
      water: grounds(data.ground.water), parks: grounds(data.ground.parks),
      areas: data.areas.map((area, at) => web.feature(web.multiPolygon(area.shape, place), {}, at)),
      layers: data.layers.map((layer) => web.collection([web.feature(
        layer.kind === "point" ? { type: "MultiPoint", coordinates: layer.shapes }
          : layer.kind === "line" ? web.multiLine(layer.shapes, place) : web.multiPolygon(layer.shapes, place))])),
    };
  };

  function hatch(palette) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 12;
    const pen = canvas.getContext("2d");
    pen.fillStyle = palette.missing;
    pen.fillRect(0, 0, 12, 12);
    pen.strokeStyle = palette.missing_hatch;
    pen.lineWidth = 1.5;
    for (const from of [-12, 0, 12]) {
      pen.beginPath();
      pen.moveTo(from, 12);
      pen.lineTo(from + 12, 0);
      pen.stroke();
    }
    return pen.getImageData(0, 0, 12, 12);
  }

  const byZoom = (...stops) => ["interpolate", ["exponential", 1.6], ["zoom"], ...stops];
  const source = (data, options) => ({ type: "geojson", data, ...options });

  function sources(shapes, active) {
    const own = shapes.challenges[active], borders = { tolerance: 0.2, buffer: 32, maxzoom: 15 };
    const found = {
      units: source(web.collection(own.units), borders), clusters: source(web.collection(own.clusters), borders),
      places: source(web.collection(own.places)), areas: source(web.collection(shapes.areas)),
      water: source(shapes.water), parks: source(shapes.parks), unit: source(EMPTY), cluster: source(EMPTY),
    };
    shapes.roads.forEach((lines, at) => { found[`roads-${at}`] = source(lines); });
    shapes.layers.forEach((layer, at) => { found[`layer-${at}`] = source(layer); });
    return found;
  }

  const line = (id, from, paint, extra) => ({ id, type: "line", source: from, layout: { "line-join": "round", "line-cap": "round" }, paint, ...extra });
  const high = ["!", ["get", "low"]];

  function roads(shapes) {
    const widths = [[0.9, 6], [0.6, 4.5], [0.4, 3.5], [0.1, 2.5]];
    return shapes.roads.map((_, at) => line(`roads-${at}`, `roads-${at}`, {
      "line-width": byZoom(10, widths[Math.min(at, 3)][0], 17, widths[Math.min(at, 3)][1]), "line-opacity": at < 3 ? 0.9 : 0.5,
    }, at < 3 ? {} : { minzoom: 12.5 })).reverse();
  }

  function others(data) {
    return data.layers.flatMap((layer, at) => {
      const id = `layer-${at}`, layout = { visibility: "none" };
      if (layer.kind === "point") return [{ id, type: "circle", source: id, layout, paint: { "circle-radius": byZoom(10, 3, 16, 8), "circle-stroke-width": 1.5 } }];
      if (layer.kind === "line") return [line(id, id, { "line-width": 1.5 }, { layout })];
      return [
        { id, type: "fill", source: id, layout, paint: { "fill-opacity": 0.35 } },
        line(`${id}-border`, id, { "line-width": 1.2 }, { layout }),
      ];
    });
  }

  function layers(data, shapes) {
    const text = { "text-font": [`${data.fonts[0]} Bold`, ...data.fonts], "text-allow-overlap": false };
    return [
      { id: "land", type: "background", paint: {} },
      { id: "units", type: "fill", source: "units", paint: { "fill-antialias": false } },
      { id: "missing", type: "fill", source: "units", paint: { "fill-color": NO_COLOUR, "fill-opacity": ["case", ["==", ["feature-state", "class"], NO_CLASS], 1, 0] } },
      { id: "units-border", type: "line", source: "units", paint: { "line-width": byZoom(7, 0.1, 11, 0.4, 16, 1.4) } },
      { id: "parks", type: "fill", source: "parks", paint: { "fill-opacity": 0.85 } },
      { id: "water", type: "fill", source: "water", paint: {} },
      ...roads(shapes),
      line("areas", "areas", { "line-width": 1, "line-dasharray": [3, 2], "line-opacity": 0.7 }),
      ...others(data),
      line("clusters-casing", "clusters", { "line-width": byZoom(9, 3, 15, 8), "line-opacity": 0.9 }, { filter: high }),
      line("clusters", "clusters", { "line-width": byZoom(9, 1.4, 15, 4) }, { filter: high }),
      line("clusters-low", "clusters", { "line-width": byZoom(9, 1, 15, 3), "line-dasharray": [3, 2] }, { filter: ["get", "low"] }),
      line("unit-casing", "unit", { "line-width": byZoom(8, 3, 13, 7) }),
      line("unit", "unit", { "line-width": byZoom(8, 1.5, 13, 3.5) }),
      line("cluster", "cluster", { "line-width": byZoom(9, 2.2, 13, 6) }),
      { id: "clusters-label", type: "symbol", source: "places", filter: high, minzoom: 10.5, layout: { ...text, "text-field": ["get", "label"], "text-size": 13, "text-max-width": 9, "text-variable-anchor": ["top", "bottom", "left", "right"], "text-radial-offset": 1.25, "symbol-sort-key": ["get", "order"] }, paint: { "text-halo-width": 1.8 } },
      { id: "clusters-disc", type: "circle", source: "places", filter: high, layout: { "circle-sort-key": ["-", 0, ["get", "order"]] }, paint: { "circle-radius": 11, "circle-stroke-width": 2 } },
      { id: "clusters-number", type: "symbol", source: "places", filter: high, layout: { ...text, "text-field": ["get", "number"], "text-size": 12, "text-allow-overlap": true }, paint: {} },
    ];
  }

  /* Returns what each layer's colours are: layer, property, value. */
  function looks(data, palette, colours) {
    const overlay = (at) => palette.overlay[at % palette.overlay.length];
    const kinds = { point: "circle-color", line: "line-color", polygon: "fill-color" };
    return [
      ["land", "background-color", palette.land],
      ["units", "fill-color", ["match", ["coalesce", ["feature-state", "class"], -2], ...colours.flatMap((colour, at) => [at, colour]), NO_CLASS, NO_COLOUR, NO_COLOUR]],
      ["units-border", "line-color", palette.unit_border],
      ["parks", "fill-color", palette.park],
      ["water", "fill-color", palette.water],
      ...(data.ground.roads || []).map((_, at) => [`roads-${at}`, "line-color", palette.road]),
      ["areas", "line-color", palette.boundary],
      ...data.layers.map((layer, at) => [`layer-${at}`, kinds[layer.kind], overlay(at)]),
      ...data.layers.flatMap((layer, at) => ({
        point: [[`layer-${at}`, "circle-stroke-color", palette.casing]], polygon: [[`layer-${at}-border`, "line-color", overlay(at)]], line: [],
      })[layer.kind]),
      ["clusters-casing", "line-color", palette.casing],
      ["unit-casing", "line-color", palette.casing],
      ["clusters", "line-color", palette.cluster],
      ["cluster", "line-color", palette.cluster],
      ["unit", "line-color", palette.accent],
      ["clusters-low", "line-color", palette.cold_cluster],
      ["clusters-disc", "circle-color", palette.disc],
      ["clusters-disc", "circle-stroke-color", palette.casing],
      ["clusters-number", "text-color", palette.disc_text],
      ["clusters-label", "text-color", palette.ink],
      ["clusters-label", "text-halo-color", palette.halo],
    ];
  }

  /* Returns the layers in their first colours, so that nothing is drawn twice. */
  function dressed(data, shapes, palette, colours) {
    const made = layers(data, shapes), byId = new Map(made.map((layer) => [layer.id, layer]));
    for (const [layer, name, value] of looks(data, palette, colours)) byId.get(layer).paint[name] = value;
    return made;
  }

  class NeedMap {
    /* `told` has ready(), moved(), hovered(unit, event) and clicked(unit, cluster). */
    constructor(container, data, shapes, active, view, look, told) {
      Object.assign(this, { data, shapes, active, told, classes: null, worn: JSON.stringify([look.palette, look.colours]) });
      this.map = new window.maplibregl.Map({
        container, ...view, attributionControl: false, dragRotate: false, pitchWithRotate: false, maxPitch: 0, renderWorldCopies: false,
        fadeDuration: 0, canvasContextAttributes: { preserveDrawingBuffer: true, antialias: false }, locale: { "Map.Title": data.texts.map_label },
        style: { version: 8, transition: { duration: 0, delay: 0 }, sources: sources(shapes, active), layers: dressed(data, shapes, look.palette, look.colours) }, maxZoom: 18, minZoom: 5,
      });
      this.map.touchZoomRotate.disableRotation();
      this.map.keyboard.disableRotation();
      this.map.addControl(new window.maplibregl.ScaleControl({ maxWidth: 110 }), "bottom-right");
      this.map.on("load", () => { this.loaded = true; told.ready(this); });
      this.map.on("move", (event) => told.moved(this, event));
      this.map.on("mousemove", "units", (event) => told.hovered(this, event.features[0].id, event));
      this.map.on("mouseleave", "units", () => told.hovered(this, -1));
      this.map.on("click", (event) => this.click(event.point));
    }

    click(point) {
      const disc = this.map.queryRenderedFeatures(point, { layers: ["clusters-disc"] });
      const unit = this.map.queryRenderedFeatures(point, { layers: ["units"] });
      if (disc.length) this.told.clicked(this, -1, disc[0].properties.order);
      else this.told.clicked(this, unit.length ? unit[0].id : -1, -1);
    }

    /* Shows another challenge's units and clusters. */
    show(active) {
      if (active === this.active) return;
      this.active = active;
      this.classes = null;
      const own = this.shapes.challenges[active];
      this.map.removeFeatureState({ source: "units" });
      this.map.getSource("units").setData(web.collection(own.units));
      this.map.getSource("clusters").setData(web.collection(own.clusters));
      this.map.getSource("places").setData(web.collection(own.places));
    }

    /* Gives each unit its class; only those that change are told to the map. */
    paint(classes) {
      const before = this.classes;
      for (let unit = 0; unit < classes.length; unit += 1) {
        if (!before || before[unit] !== classes[unit]) this.map.setFeatureState({ source: "units", id: unit }, { class: classes[unit] });
      }
      this.classes = classes;
    }

    select(unit, cluster) {
      const own = this.shapes.challenges[this.active];
      this.map.getSource("unit").setData(unit >= 0 ? own.units[unit] : EMPTY);
      this.map.getSource("cluster").setData(cluster >= 0 ? own.clusters[cluster] : EMPTY);
    }

    dress(palette, colours) {
      const map = this.map;
      if (map.hasImage("hatch")) map.updateImage("hatch", hatch(palette));
      else map.addImage("hatch", hatch(palette), { pixelRatio: 2 });
      map.setPaintProperty("missing", "fill-pattern", "hatch");
      const worn = JSON.stringify([palette, colours]);
      if (worn !== this.worn) looks(this.data, palette, colours).forEach(([layer, name, value]) => map.setPaintProperty(layer, name, value));
      this.worn = worn;
    }

    switchLayers(on) {
      const visible = (id, shown) => this.map.getLayer(id) && this.map.setLayoutProperty(id, "visibility", shown ? "visible" : "none");
      for (const [name, ids] of Object.entries(GROUPS)) ids.forEach((id) => visible(id, on.includes(name)));
      this.data.layers.forEach((layer, at) => {
        visible(`layer-${at}`, on.includes(layer.id));
        visible(`layer-${at}-border`, on.includes(layer.id));
      });
    }

    goTo(bounds) {
      const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      this.map.fitBounds([[bounds[0], bounds[1]], [bounds[2], bounds[3]]], { padding: web.padding(60), maxZoom: 15, animate: !still, duration: 700 });
    }

    picture() {
      this.map.redraw();
      return this.map.getCanvas().toDataURL("image/png");
    }
  }

  /* Returns the room around what is shown: on a wide screen the legend covers nothing of it. */
  web.padding = (room = FIT) => {
    const wide = document.getElementById("stage").clientWidth > WIDE;
    return { top: room, bottom: room, right: room, left: wide ? BESIDE_LEGEND : room };
  };

  web.NeedMap = NeedMap;
})();
