/* The lists and numbers beside the map. What is shown comes in; what the reader does goes out through `told`. */
(function () {
  "use strict";
  const web = (window.webMap = window.webMap || {});
  const FOUND = 12, RANKED = 20;
  const STEPS = [0.5, 0.25, 0.1, 0.05, 0.01];

  const get = (id) => document.getElementById(id);

  /* Makes an element: `make("p", {class: "x", text: "...", onclick: f}, child, child)`. */
  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (key === "text") element.textContent = value;
      else if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
      else element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.filter(Boolean));
    return element;
  }

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  function writer(language) {
    const formats = new Map();
    return (value, decimals = 0) => {
      if (value === null || value === undefined || Number.isNaN(value)) return "–";
      if (!formats.has(decimals)) {
        const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
        formats.set(decimals, new Intl.NumberFormat(language === "nl" ? "nl-BE" : "en-GB", options));
      }
      return formats.get(decimals).format(value);
    };
  }

  const withoutAccents = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

  function bar(score, mean, label) {
    const box = make("span", { class: "bar", role: "img", "aria-label": label });
    const inside = make("span", { class: "fill" });
    inside.style.width = `${Math.max(0, Math.min(100, score || 0))}%`;
    box.append(inside);
    if (!Number.isNaN(mean)) {
      const tick = make("span", { class: "tick" });
      tick.style.left = `${mean}%`;
      box.append(tick);
    }
    return box;
  }

  class Panel {
    constructor(data, told) {
      Object.assign(this, { data, told, texts: data.texts, n: writer(data.language), results: [], at: -1 });
      this.search();
      get("reset").addEventListener("click", () => told.weigh(null));
    }

    say(text) {
      get("status").textContent = text;
    }

    /* Writes all that follows from the challenge alone. */
    challenge(challenge) {
      get("challenge").textContent = challenge.title;
      get("finding").textContent = challenge.finding;
      get("question").textContent = challenge.question;
      document.title = `${challenge.finding} · ${challenge.title}`;
      get("how").textContent = challenge.how;
      get("made").textContent = [challenge.owner, challenge.made].filter(Boolean).join(" · ");
      get("facts").textContent = challenge.facts;
      this.clusters(challenge);
      this.sources(challenge);
      this.reasons(challenge);
      this.sliders(challenge);
      this.entries = null;
      this.shown = challenge;
    }

    size(cluster, challenge) {
      const people = cluster.people !== null && challenge.people ? `${this.n(cluster.people)} ${challenge.people}` : fill(this.texts.units, { count: this.n(cluster.units) });
      return `${people} · ${this.texts.need_index.toLowerCase()} ${this.n(cluster.index)}`;
    }

    clusters(challenge) {
      const shown = challenge.clusters.map((cluster, at) => [cluster, at]).filter(([cluster]) => !cluster.low);
      get("clusters").replaceChildren(...shown.map(([cluster, at]) => make("li", {},
        make("button", { type: "button", class: "row", "data-cluster": cluster.id, onclick: () => this.told.pickCluster(at) },
          make("span", { class: "disc", text: cluster.id }),
          make("span", { class: "name" }, make("strong", { text: cluster.label }), make("small", { text: this.size(cluster, challenge) }))))));
      get("no-clusters").hidden = shown.length > 0;
      get("no-clusters").textContent = challenge.noClusters;
    }

    sources(challenge) {
      get("sources").replaceChildren(...challenge.sources.map((one) => make("tr", {},
        make("th", { scope: "row", text: one.title }), make("td", { text: `${one.publisher} (${one.kind})` }), make("td", { text: one.licence }),
        make("td", {}, make("span", { class: `light ${one.light}`, "aria-hidden": "true" }), document.createTextNode(`${one.date}, ${one.age}: ${one.freshness}`)))));
    }

    reasons(challenge) {
      const own = challenge.indicators.filter((one) => one.weight > 0);
      get("reasons").replaceChildren(...own.flatMap((one) => [make("dt", { text: one.title }), make("dd", { text: `${one.why}${one.kind ? ` [${one.kind}]` : ""} (${one.direction} = ${this.texts.need_index.toLowerCase()} ↑)` })]));
    }

    sliders(challenge) {
      const told = challenge.indicators.map((one) => one.weight).concat(challenge.proposals.flatMap((one) => Object.values(one.weights)));
      const most = Math.max(5, ...told);
      const step = STEPS.find((one) => told.every((weight) => Math.abs(weight / one - Math.round(weight / one)) < 1e-9)) || "any";
      const slide = () => this.told.weigh([...get("weights").querySelectorAll("input")].map((input) => Number(input.value)));
      get("weights").replaceChildren(...challenge.indicators.map((one, at) => make("div", { class: "weight" },
        make("label", { for: `weight-${at}`, text: one.kind ? `${one.title} (${one.kind})` : one.title }), make("output", { for: `weight-${at}`, id: `share-${at}` }),
        make("input", { type: "range", id: `weight-${at}`, min: 0, max: most, step, value: one.weight, oninput: slide }))));
      get("presets").replaceChildren(...challenge.proposals.map((one) => make("button", {
        type: "button", text: one.title, onclick: () => this.told.weigh(challenge.indicators.map((indicator) => one.weights[indicator.id] || 0)),
      })));
    }

    /* Writes what follows from the weights: shares, ranking, and how many areas change place. */
    weighed(challenge, weights, outcome) {
      const total = weights.reduce((sum, one) => sum + one, 0);
      weights.forEach((weight, at) => {
        const input = get(`weight-${at}`);
        const share = fill(this.texts.weight_share, { share: this.n(total > 0 ? (100 * weight) / total : 0) });
        if (Number(input.value) !== weight) input.value = weight;
        input.setAttribute("aria-valuetext", share);
        get(`share-${at}`).textContent = share;
      });
      const own = web.ownWeights(challenge, weights);
      const changed = outcome.changes.filter((one) => one !== 0).length;
      const sentence = fill(this.texts.weights_changed, { count: this.n(changed), total: this.n(outcome.changes.length) });
      get("changed").textContent = total > 0 ? (own ? this.texts.weights_own : sentence) : this.texts.weights_zero;
      get("reset").disabled = own;
      this.ranking(challenge, outcome);
    }

    ranking(challenge, outcome) {
      get("ranking").replaceChildren(...Array.from(outcome.order.subarray(0, RANKED), (unit) => {
        const change = outcome.changes[unit];
        const moved = change ? fill(change > 0 ? this.texts.rises : this.texts.falls, { count: this.n(Math.abs(change)) }) : "";
        return make("li", {}, make("button", { type: "button", class: "row", onclick: () => this.told.pickUnit(unit) },
          make("span", { class: "place", text: outcome.ranks[unit] }),
          make("span", { class: "name" }, make("strong", { text: challenge.units.names[unit] }), moved && make("small", { class: change > 0 ? "up" : "down", text: `${change > 0 ? "▲" : "▼"} ${moved}` })),
          make("span", { class: "value", text: this.n(outcome.index[unit]) })));
      }));
    }

    closer() {
      return make("button", { type: "button", class: "close", "aria-label": this.texts.close, text: "×", onclick: () => this.told.pickUnit(-1) });
    }

    hideProfile() {
      get("profile").hidden = true;
    }

    profile(title, under, index, mean, rows, weighing, more) {
      const head = make("div", { class: "head" }, make("h2", { id: "profile-title", text: title }), this.closer());
      const large = make("p", { class: "large" }, make("strong", { text: this.n(index) }), make("span", { text: this.texts.index }));
      const table = make("table", {}, make("caption", { text: `${this.texts.score} ${weighing}` }), make("tbody", {}, ...rows));
      get("profile").replaceChildren(head, make("p", { class: "under", text: under }), large, bar(index, mean, `${this.n(index)} / 100`), more || "", table);
      get("profile").hidden = false;
    }

    row(indicator, value, score, mean, hidden) {
      const words = Number.isNaN(score) || score === null ? this.texts.missing : `${this.n(score)} / 100`;
      const shown = hidden ? this.texts.hidden : value === null || Number.isNaN(value) ? this.texts.missing : `${this.n(value, indicator.decimals)} ${indicator.unit}`;
      return make("tr", {}, make("th", { scope: "row" }, make("span", { text: indicator.title }), value === undefined ? "" : make("small", { text: shown })),
        make("td", {}, bar(score, mean, words)), make("td", { class: "n", text: this.n(score) }));
    }

    unit(challenge, unit, outcome) {
      const units = challenge.units, people = units.people;
      const known = outcome.ranks[unit] > 0;
      const place = known ? fill(this.texts.rank, { rank: this.n(outcome.ranks[unit]), count: this.n(outcome.order.length) }) : this.texts.no_rank;
      const counted = people && people[unit] !== null ? `${this.n(people[unit])} ${challenge.people}` : "";
      const certain = units.certainty ? units.certaintyWords[units.certainty[unit]] : "";
      const belongs = certain && fill(this.texts.in_cluster, { certainty: certain });
      const at = challenge.clusters.findIndex((one) => one.id === units.clusters[unit]);
      const chip = at >= 0 && make("p", {}, make("button", { type: "button", class: "chip", onclick: () => this.told.pickCluster(at),
        text: fill(challenge.groups.lies_in, { id: challenge.clusters[at].id, label: challenge.clusters[at].label }) }));
      const rows = challenge.indicators.map((one) => this.row(one, one.values[unit], one.scores[unit] ?? NaN, web.mean(one.scores, people), (one.hidden || []).includes(unit)));
      this.profile(units.names[unit], [place, counted, units.keys[unit], belongs].filter(Boolean).join(" · "), outcome.index[unit], web.mean(outcome.index, people), rows, challenge.weighing, chip);
    }

    cluster(challenge, at, outcome) {
      const cluster = challenge.clusters[at], people = challenge.units.people;
      const members = [...challenge.units.clusters.keys()].filter((unit) => challenge.units.clusters[unit] === cluster.id);
      const rows = challenge.indicators.map((one) => this.row(one, undefined, web.mean(one.scores, people, members), web.mean(one.scores, people)));
      const under = [cluster.people !== null && challenge.people && `${this.n(cluster.people)} ${challenge.people}`,
        fill(this.texts.units, { count: this.n(cluster.units) }), fill(this.texts.hectares, { count: this.n(cluster.hectares) }),
        cluster.certainty && fill(challenge.people ? this.texts.certainty_weighted : this.texts.certainty, { certainty: cluster.certainty, people: challenge.people })];
      this.profile(`${cluster.id}. ${cluster.label}`, under.filter(Boolean).join(" · "), web.mean(outcome.index, people, members), web.mean(outcome.index, people), rows, challenge.weighing);
    }

    searchable(challenge) {
      const entry = (name, kind, go) => ({ name, kind, go, plain: withoutAccents(name) });
      return [
        ...challenge.clusters.map((one, at) => entry(`${one.id}. ${one.label}`, challenge.groups.within_sentence, () => this.told.pickCluster(at))),
        ...this.data.areas.map((one, at) => entry(one.name, this.texts.neighbourhood, () => this.told.pickArea(at))),
        ...challenge.units.names.map((name, unit) => entry(name, this.texts.area, () => this.told.pickUnit(unit))),
      ];
    }

    search() {
      const field = get("search");
      field.addEventListener("input", () => this.find(field.value));
      field.addEventListener("focus", () => field.value && this.find(field.value));
      field.addEventListener("blur", () => setTimeout(() => this.open(false), 150));
      field.addEventListener("keydown", (event) => {
        const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (move && this.results.length) this.point((this.at + move + this.results.length) % this.results.length);
        else if (event.key === "Enter" && this.results.length) this.choose(Math.max(this.at, 0));
        else if (event.key === "Escape") this.open(false);
        else return;
        event.preventDefault();
      });
    }

    find(text) {
      const wanted = withoutAccents(text.trim());
      const rank = (one) => (one.plain.startsWith(wanted) ? 0 : 1);
      this.entries = this.entries || this.searchable(this.shown);
      const hits = wanted ? this.entries.filter((one) => one.plain.includes(wanted)) : [];
      this.results = hits.sort((a, b) => rank(a) - rank(b)).slice(0, FOUND);
      get("results").replaceChildren(...this.results.map((one, at) => make("li", { role: "option", id: `result-${at}`, "aria-selected": "false",
        onmousedown: (event) => { event.preventDefault(); this.choose(at); } }, make("span", { text: one.name }), make("small", { text: one.kind }))));
      this.open(this.results.length > 0);
      this.say(wanted ? (hits.length ? fill(this.texts.found, { count: this.n(hits.length) }) : this.texts.nothing_found) : "");
    }

    open(yes) {
      this.at = -1;
      get("results").hidden = !yes;
      get("search").setAttribute("aria-expanded", String(yes));
      get("search").removeAttribute("aria-activedescendant");
    }

    point(at) {
      this.at = at;
      [...get("results").children].forEach((one, place) => one.setAttribute("aria-selected", String(place === at)));
      get("search").setAttribute("aria-activedescendant", `result-${at}`);
      get("results").children[at].scrollIntoView({ block: "nearest" });
    }

    choose(at) {
      const one = this.results[at];
      get("search").value = one.name;
      this.open(false);
      one.go();
    }

    /* Writes the legend of what the colours show; `outline`: what the clusters' outline is called, false where none is drawn; `hidden`: the colour of
       what is hidden. */
    legend(title, breaks, colours, decimals, unit, outline, lacking, hidden) {
      const labels = colours.map((_, at) => `${this.n(breaks[at], decimals)} – ${this.n(breaks[at + 1], decimals)} ${unit}`.trim());
      const item = (colour, text) => {
        const patch = make("span", { class: "patch" });
        patch.style.background = colour;
        return make("li", {}, patch, make("span", { text }));
      };
      const items = colours.map((colour, at) => item(colour, labels[at])).reverse();
      if (hidden) items.push(item(hidden, this.texts.hidden));
      if (lacking) items.push(make("li", {}, make("span", { class: "patch hatch" }), make("span", { text: this.texts.no_data })));
      if (outline) items.push(make("li", {}, make("span", { class: "patch outline" }), make("span", { text: outline })));
      get("classes").replaceChildren(...items);
      get("classes").setAttribute("aria-label", title);
      get("legend-title").textContent = title;
    }
  }

  Object.assign(web, { Panel, make, get, fill });
})();
