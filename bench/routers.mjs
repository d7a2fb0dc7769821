// Asks minotor or raptor-journey-planner for the earliest arrivals in a timetable: `node routers.mjs PEER FEED DAY QUESTIONS PACKAGES`.
// With MEMORY=none the latter looks for each trip anew: it remembers which trip of a line it took last and looks for earlier ones only, so
// that it does not find a later one after a change.
// QUESTIONS is JSON, [[origin, leave, [goals]], ...]; the answers are printed as JSON, seconds of the day or null, in the same shape.
// Both peers stay apart from what they are compared with: they are installed into the folder PACKAGES alone.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [peer, feed, day, questions, packages] = process.argv.slice(2);
const asked = JSON.parse(readFileSync(questions, "utf-8"));
const most = 8;
console.log = console.info = console.warn = () => {};

async function askMinotor() {
  const load = (name) => import(pathToFileURL(path.join(packages, "node_modules/minotor/dist", name)));
  const { GtfsParser } = await load("parser.esm.js");
  const { Query, Router, Time, Duration } = await load("router.esm.js");
  const [year, month, date] = day.split("-").map(Number);
  const { timetable, stopsIndex } = await new GtfsParser(feed).parse(new Date(year, month - 1, date, 12));
  const router = new Router(timetable, stopsIndex);
  return asked.map(([origin, leave, goals]) => {
    const query = new Query.Builder().from(origin).departureTime(Time.fromSeconds(leave)).maxTransfers(most);
    const found = router.route(query.minTransferTime(Duration.zero()).build());
    return goals.map((goal) => found.arrivalAt(goal)?.time.toSeconds() ?? null);
  });
}

async function askRaptor() {
  const load = createRequire(path.join(packages, "node_modules/"));
  const { JourneyFactory, RaptorAlgorithmFactory, DepartAfterQuery } = load("raptor-journey-planner");
  const { RouteScanner } = load("raptor-journey-planner/dist/src/raptor/RouteScanner.js");
  if (process.env.MEMORY === "none") {
    const getTrip = RouteScanner.prototype.getTrip;
    RouteScanner.prototype.getTrip = function (...of) {
      this.routeScanPosition = {};
      return getTrip.apply(this, of);
    };
  }
  const date = new Date(`${day}T00:00:00Z`);
  // its own reader never ends under some versions of node
  const trips = JSON.parse(readFileSync(feed.replace(/zip$/, "json"), "utf-8")).map((calls, number) => ({
    tripId: `t${number}`,
    serviceId: "s",
    service: { runsOn: () => true },
    stopTimes: calls.map(([stop, arrivalTime, departureTime, pickup, dropOff]) => ({
      stop,
      arrivalTime,
      departureTime,
      pickUp: pickup === 0,
      dropOff: dropOff === 0,
    })),
  }));
  const query = new DepartAfterQuery(RaptorAlgorithmFactory.create(trips, {}, {}, date), new JourneyFactory(), 1);
  return asked.map(([origin, leave, goals]) =>
    goals.map((goal) => {
      const found = query.plan(origin, goal, date, leave).map((one) => one.arrivalTime);
      return found.length ? Math.min(...found) : null;
    }),
  );
}

const found = await (peer === "minotor" ? askMinotor() : askRaptor());
process.stdout.write(JSON.stringify(found));
