"""A WFS of trees made after its documentation, for `servers_replay`: with a cap, an order that turns, and what it refuses."""

import random
import re
from dataclasses import dataclass

from opgavenkaart.test.support.servers_replay import EXCEPTION_REPORT, Answer

CAPABILITIES = """<wfs:WFS_Capabilities xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:ows="http://www.opengis.net/ows/1.1"
 xmlns:stad="http://stad.be" version="{version}"><wfs:FeatureTypeList><wfs:FeatureType><wfs:Name>stad:bomen</wfs:Name>
<wfs:DefaultCRS>{srs}</wfs:DefaultCRS><wfs:OtherCRS>urn:ogc:def:crs:EPSG::3812</wfs:OtherCRS></wfs:FeatureType></wfs:FeatureTypeList>
</wfs:WFS_Capabilities>"""
SCHEMA = """<schema xmlns="http://www.w3.org/2001/XMLSchema" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:stad="http://stad.be"
 targetNamespace="http://stad.be" elementFormDefault="qualified"><import namespace="http://www.opengis.net/gml/3.2"/>
<element name="bomen" type="stad:bomenType" substitutionGroup="gml:AbstractFeature"/><complexType name="bomenType"><complexContent>
<extension base="gml:AbstractFeatureType"><sequence><element name="geom" type="gml:PointPropertyType" minOccurs="0"/>
<element name="code" type="string" minOccurs="0"/><element name="n" type="integer" minOccurs="0"/>
</sequence></extension></complexContent></complexType></schema>"""
FEATURE = """<wfs:member><stad:bomen gml:id="{id}"><stad:geom><gml:Point srsName="{srs}"><gml:pos>{pos}</gml:pos></gml:Point></stad:geom>
<stad:code>c{n}</stad:code><stad:n>{n}</stad:n></stad:bomen></wfs:member>"""
COLLECTION = """<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2"
 xmlns:stad="http://stad.be" numberMatched="{total}" numberReturned="{given}">{members}</wfs:FeatureCollection>"""
LAMBERT, DEGREES = "urn:ogc:def:crs:EPSG::31370", "urn:ogc:def:crs:EPSG::4326"


@dataclass
class WfsServer:
    """Trees n at 100000 + 10 n, 190000 + 10 (n mod 10), in degrees at 3 + n / 1000, 51.

    Attributes
    ----------
    cap : int
        Features in one answer.
    turns : bool
        Whether each answer has an order of its own.
    counts : bool
        Whether it counts further than it gives.
    refuses : str
        A parameter that it does not take.
    new_ids : bool
        Whether it makes ids up for each answer anew.
    """

    count: int
    cap: int = 10
    turns: bool = False
    counts: bool = True
    refuses: str = ""
    srs: str = LAMBERT
    version: str = "2.0.0"
    new_ids: bool = False

    def __call__(self, query: dict, before: int) -> Answer:
        request = query.get("request", "").lower()
        if request == "getcapabilities":
            return Answer(CAPABILITIES.format(version=self.version, srs=self.srs).encode())
        if request == "describefeaturetype":
            return Answer(SCHEMA.encode())
        if self.refuses in query:
            return Answer(EXCEPTION_REPORT)
        numbers = [n for n in range(self.count) if self.inside(n, query) and self.passes(n, query)]
        total = len(numbers) if self.counts else min(len(numbers), self.cap)
        if self.turns:
            random.Random(before).shuffle(numbers)
        start = int(query.get("startindex", 0))
        size = min(self.cap, int(query.get("count", query.get("maxfeatures", self.cap))))
        some = [] if query.get("resulttype") == "hits" else numbers[start : start + size]
        members = "".join(self.feature(n, before) for n in some)
        return Answer(COLLECTION.format(total=total, given=len(some), members=members).encode())

    def place(self, n: int) -> tuple[float, float]:
        return (51, 3 + n / 1000) if self.srs == DEGREES else (100000 + 10 * n, 190000 + 10 * (n % 10))

    def feature(self, n: int, before: int) -> str:
        id = f"bomen.fid-{before}_{n}" if self.new_ids else f"bomen.{n}"
        return FEATURE.format(n=n, id=id, srs=self.srs, pos="{} {}".format(*self.place(n)))

    def inside(self, n: int, query: dict) -> bool:
        corners = re.findall(r"[\d.]+", query["bbox"].split(",urn")[0]) if "bbox" in query else []
        corners = corners or [part for text in re.findall(r"Corner>([^<]+)<", query.get("filter", "")) for part in text.split()]
        if not corners:
            return True
        low_x, low_y, high_x, high_y = map(float, corners)
        x, y = self.place(n)
        return low_x <= x <= high_x and low_y <= y <= high_y

    def passes(self, n: int, query: dict) -> bool:
        """Whether a feature is one of those whose code a filter names; n at least what it says."""
        text = query.get("filter", "")
        codes = re.findall(r"code</\w+:\w+><\w+:Literal>([^<]+)<", text)
        least = re.search(r"n</\w+:\w+><\w+:Literal>(\d+)<", text)
        return (not codes or f"c{n}" in codes) and (not least or n >= int(least[1]))
