"""How people get about: over a layer of roads on foot, by bicycle or by car, straight, or by public transport as timetables say."""
