extension MemberIndex {
    /// Where a member stands to the place of the demand.
    enum Placement: String { case unknown, here, elsewhere }

    func place(_ entry: Entry, prepared: PreparedQuery) -> Placement {
        guard let city = prepared.city else { return .unknown }
        return PlaceCheck.placement(of: entry.record.member, cities: entry.cities, city: city)
    }

    /// What rules a member out. Only what the profile and the demand both say can; an open field never does.
    func exclusion(_ entry: Entry, prepared: PreparedQuery) -> MatchResult.Constraint? {
        if prepared.city != nil, entry.record.member.remote != true, place(entry, prepared: prepared) == .elsewhere {
            return .place
        }
        if prepared.query.context.remote == true, prepared.query.context.location == nil,
            entry.record.member.remote == false
        {
            return .place
        }
        if prepared.weekdays != 0, entry.weekdays != 0, prepared.weekdays & entry.weekdays == 0 { return .date }
        if let last = prepared.lastDay, let notice = entry.record.member.noticeDays,
            last.daysSinceEpoch - prepared.query.today.daysSinceEpoch < notice
        {
            return .date
        }
        return nil
    }

    /// Whether everything that the member could serve needs more room than there is.
    func isTooSmall(_ entry: Entry, needFits: [Double], prepared: PreparedQuery) -> Bool {
        guard let attendees = prepared.query.context.expectedAttendees, let most = entry.record.member.capacity?.max,
            most < attendees
        else { return false }
        let served = zip(needFits, prepared.needs).filter { $0.0 >= NeedFit.threshold }
        return !served.isEmpty && served.allSatisfy { $0.1.entry?.dependsOnSize == true }
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
            if let radius = place.radiusKilometres, Cities.standard.kilometres(known, city) <= Double(radius) {
                return .here
            }
        }
        return .elsewhere
    }
}
