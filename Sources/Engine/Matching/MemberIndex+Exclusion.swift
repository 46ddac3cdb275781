extension MemberIndex {
    /// Where a member stands to the place of the demand.
    enum Placement { case unknown, here, elsewhere }

    func place(_ entry: Entry, needFits: [Double], prepared: PreparedQuery) -> Placement {
        guard let city = prepared.city else { return .unknown }
        return PlaceCheck.placement(of: entry.record.member, cities: entry.cities, city: city)
    }

    /// What rules a member out. Only what the profile and the demand both say can; an open field never does.
    func exclusion(
        _ entry: Entry, needFits: [Double], placed: Placement, prepared: PreparedQuery
    ) -> MatchResult.Constraint? {
        let member = entry.record.member
        if placed == .elsewhere, member.remote != true { return .place }
        if prepared.query.context.remote == true, prepared.query.context.location == nil, member.remote == false { return .place }
        if prepared.weekdays != 0, entry.weekdays != 0, prepared.weekdays & entry.weekdays == 0 { return .date }
        if let notice = member.noticeDays, let last = prepared.lastDay,
            last.daysSinceEpoch - prepared.query.today.daysSinceEpoch < notice
        {
            return .date
        }
        if let attendees = prepared.query.context.expectedAttendees, let most = member.capacity?.max, most < attendees {
            let served = zip(needFits, prepared.needs).filter { $0.0 >= NeedFit.threshold }
            if !served.isEmpty, served.allSatisfy({ $0.1.entry?.dependsOnSize == true }) { return .size }
        }
        return nil
    }
}

/// Whether a member serves a place.
enum PlaceCheck {
    static func placement(of member: Member, at location: String) -> MemberIndex.Placement {
        guard let city = Cities.standard.city(of: location) else { return .unknown }
        return placement(of: member, cities: member.places.map { Cities.standard.city(of: $0.city) }, city: city)
    }

    static func placement(of member: Member, cities: [Int?], city: Int) -> MemberIndex.Placement {
        guard !cities.isEmpty else { return .unknown }
        for (place, known) in zip(member.places, cities) {
            // A place that the table does not know may be anywhere.
            guard let known else { return .unknown }
            if known == city { return .here }
            if let radius = place.radiusKilometres, Cities.standard.kilometres(known, city) <= Double(radius) { return .here }
        }
        return .elsewhere
    }
}
