/* The units on the map. MapLibre would cut them into tiles and take these to its worker and back, which for many units takes seconds; here
   they lie whole in the memory of the graphics card, and other classes are one list of their triangles in another order.
   A fan of triangles covers too much where its ring bends inwards, and as much the other way round: the stencil counts both, and where it
   has counted to zero lies none. */
(function () {
  "use strict";
  const web = (window.webMap = window.webMap || {});
  const NO_CLASS = -1, HATCH = 6, STROKE = 0.8, TILE = 512, BLURRED = 1.5;
  const SQUARE = new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]);
  const ALL = new Float32Array([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
  const VERTEX = `#version 300 es
    in vec2 place;
    uniform mat4 matrix;
    void main() { gl_Position = matrix * vec4(place, 0.0, 1.0); }`;
  const FRAGMENT = `#version 300 es
    precision highp float;
    uniform vec3 ground, stroke;
    uniform float pixel;
    out vec4 colour;
    void main() {
      float away = abs(mod((gl_FragCoord.x - gl_FragCoord.y) / pixel, ${HATCH}.0) - ${HATCH / 2}.0);
      colour = vec4(mix(ground, stroke, clamp((${STROKE} - away) * pixel + 0.5, 0.0, 1.0)), 1.0);
    }`;

  const rgb = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);

  function programOf(gl) {
    const program = gl.createProgram();
    for (const [kind, text] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]]) {
      const shader = gl.createShader(kind);
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.bindAttribLocation(program, 0, "place");
    gl.linkProgram(program);
    return program;
  }

  function bufferOf(gl, values) {
    const buffer = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW);
    return buffer;
  }

  /* Returns the matrix for places from that origin; summed in doubles, because in single ones a street would tremble. */
  function movedTo([x, y], matrix) {
    const moved = Float64Array.from(matrix);
    for (let row = 0; row < 4; row += 1) moved[12 + row] += matrix[row] * x + matrix[4 + row] * y;
    return new Float32Array(moved);
  }

  /* Returns the triangles class by class, and where each class begins and ends. */
  function sorted({ fans, starts }, classes, count) {
    const corners = new Uint32Array(fans.length), runs = [];
    for (let one = NO_CLASS, to = 0; one < count; one += 1) {
      const from = to;
      for (let unit = 0; unit < classes.length; unit += 1) {
        if (classes[unit] !== one) continue;
        for (let at = starts[unit]; at < starts[unit + 1]; at += 1, to += 1) corners[to] = fans[at];
      }
      if (to > from) runs.push({ one, from, count: to - from });
    }
    return { corners, runs };
  }

  class UnitsLayer {
    constructor(units, { classes, palette, colours }) {
      Object.assign(this, { id: "units", type: "custom", units, classes, palette, colours });
    }

    /* Also called again where the browser took the graphics card away for a while, as phones do. */
    onAdd(map, gl) {
      Object.assign(this, { map, program: programOf(gl), square: bufferOf(gl, SQUARE), corners: gl.createBuffer(), mesh: null, placed: null });
      this.at = Object.fromEntries(["matrix", "ground", "stroke", "pixel"].map((name) => [name, gl.getUniformLocation(this.program, name)]));
    }

    /* Takes what is new of units, classes, palette and colours. */
    change(what) {
      if (what.units || what.classes) this.mesh = null;
      Object.assign(this, what);
      this.map.triggerRepaint();
    }

    /* Fills the buffers where what is seen is not what they hold. */
    load(gl) {
      const { place } = this.units, pixel = 360 / (TILE * 2 ** this.map.getZoom());
      const mesh = place.pixel * place.step[0] > BLURRED * pixel ? this.units.near : this.units.afar;
      if (mesh === this.mesh) return;
      if (mesh !== this.placed) {
        gl.deleteBuffer(this.places);
        this.places = bufferOf(gl, mesh.places);
      }
      const { corners, runs } = sorted(mesh, this.classes, this.colours.length);
      gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, corners, gl.DYNAMIC_DRAW);
      Object.assign(this, { mesh, placed: mesh, runs });
    }

    render(gl, { defaultProjectionData }) {
      gl.bindVertexArray(null);
      gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.corners);
      this.load(gl);
      gl.useProgram(this.program);
      gl.enableVertexAttribArray(0);
      gl.disable(gl.CULL_FACE);
      gl.disable(gl.DEPTH_TEST);
      gl.disable(gl.BLEND);
      gl.enable(gl.STENCIL_TEST);
      gl.stencilMask(255);
      gl.clearStencil(0);
      gl.clear(gl.STENCIL_BUFFER_BIT);
      gl.uniform1f(this.at.pixel, this.map.getPixelRatio());
      const matrix = movedTo(this.mesh.origin, defaultProjectionData.mainMatrix);
      for (const { one, from, count } of this.runs) {
        this.count(gl, matrix, from, count);
        this.colour(gl, one);
      }
    }

    /* Counts in the stencil how often each pixel is covered, triangles that turn the other way counting down. */
    count(gl, matrix, from, count) {
      gl.uniformMatrix4fv(this.at.matrix, false, matrix);
      gl.bindBuffer(gl.ARRAY_BUFFER, this.places);
      gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
      gl.colorMask(false, false, false, false);
      gl.stencilFunc(gl.ALWAYS, 0, 255);
      gl.stencilOpSeparate(gl.FRONT, gl.KEEP, gl.KEEP, gl.INCR_WRAP);
      gl.stencilOpSeparate(gl.BACK, gl.KEEP, gl.KEEP, gl.DECR_WRAP);
      gl.drawElements(gl.TRIANGLES, count, gl.UNSIGNED_INT, 4 * from);
    }

    /* Colours what was counted, and sets the count back to zero. */
    colour(gl, one) {
      const [ground, stroke] = one === NO_CLASS ? [this.palette.colours.missing, this.palette.colours.missing_hatch] : [this.colours[one], this.colours[one]];
      gl.uniform3fv(this.at.ground, rgb(ground));
      gl.uniform3fv(this.at.stroke, rgb(stroke));
      gl.uniformMatrix4fv(this.at.matrix, false, ALL);
      gl.bindBuffer(gl.ARRAY_BUFFER, this.square);
      gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
      gl.colorMask(true, true, true, true);
      gl.stencilFunc(gl.NOTEQUAL, 0, 255);
      gl.stencilOp(gl.KEEP, gl.KEEP, gl.ZERO);
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    }
  }

  web.UnitsLayer = UnitsLayer;
})();
