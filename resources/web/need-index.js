/* The index of need, by the algorithm's own formula: the weighted mean of the scores that are there, their weights rescaled. */
(function () {
  "use strict";
  const web = (window.webMap = window.webMap || {});
  const NOISE = 1e-9;
  const same = (value) => value;
  /* What each aggregation takes the mean of, and how the index comes out of that mean. */
  const MEANS = {
    arithmetic: [same, same],
    geometric: [(score) => Math.log(Math.max(score, 1)), Math.exp],
    non_compensatory: [(score) => -Math.log(Math.max(100 - score, 1)), (mean) => 100 - Math.exp(-mean)],
  };

  /* Returns the index (0-100) of each unit, NaN where more of the weight is missing than is allowed. */
  web.combine = (challenge, weights) => {
    const scores = challenge.indicators.map((one) => one.scores);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const [transform, back] = MEANS[challenge.method];
    const count = challenge.units.keys.length;
    const index = new Float64Array(count).fill(NaN);
    if (!(total > 0)) return index;
    for (let unit = 0; unit < count; unit += 1) {
      let sum = 0, present = 0;
      for (let at = 0; at < weights.length; at += 1) {
        const score = scores[at][unit];
        if (score === null) continue;
        sum += weights[at] * transform(score);
        present += weights[at];
      }
      if (!(present > 0) || 1 - present / total > challenge.allowed + NOISE) continue;
      index[unit] = back(sum / present);
    }
    return index;
  };

  /* Returns where a value first stands among values from high to low. */
  function placeOf(value, sorted) {
    let low = 0, high = sorted.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] > value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /* Returns the place of each unit, 1 for the most need; equal values share the best place; 0 where there is no index. */
  web.ranks = (index) => {
    const sorted = index.filter((value) => !Number.isNaN(value)).sort().reverse();
    const ranks = new Int32Array(index.length), order = new Int32Array(sorted.length), taken = new Int32Array(sorted.length);
    for (let unit = 0; unit < index.length; unit += 1) {
      if (Number.isNaN(index[unit])) continue;
      const first = placeOf(index[unit], sorted);
      ranks[unit] = first + 1;
      order[first + taken[first]] = unit;
      taken[first] += 1;
    }
    return { ranks, order };
  };

  /* Returns the mean of values over the units (all, or those given), each counting for its people; once each where none of them has people. */
  web.mean = (values, people, units) => {
    let sum = 0, total = 0, plain = 0, count = 0;
    for (const unit of units || values.keys()) {
      if (values[unit] === null || Number.isNaN(values[unit])) continue;
      const weight = people ? people[unit] || 0 : 1;
      sum += weight * values[unit];
      total += weight;
      plain += values[unit];
      count += 1;
    }
    return total > 0 ? sum / total : count > 0 ? plain / count : NaN;
  };

  /* Returns the class of a value: class i holds what lies above its lower edge up to and including its upper one; -1 without value. */
  web.classOf = (value, breaks) => {
    if (value === null || Number.isNaN(value) || breaks.length < 2) return -1;
    let at = 0;
    while (at < breaks.length - 2 && value > breaks[at + 1]) at += 1;
    return at;
  };
})();
