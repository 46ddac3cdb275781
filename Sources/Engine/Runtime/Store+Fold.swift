extension Store {
    /// Reads a demand's whole log and folds it; nil when there is none.
    public func fold(_ id: DemandID) async throws -> DemandState? {
        let coding = EventCoding()
        var state: DemandState?
        var last = 0
        while true {
            let rows = try await events(of: id, after: last, limit: 500)
            for row in rows {
                let event = try coding.event(row)
                if state == nil {
                    guard case .demandSubmitted(let body) = event.body else { return nil }
                    state = DemandState(
                        id: id, submitted: body, at: row.timestamp, requestID: event.hidden.requestID)
                } else {
                    state?.apply(event, at: row.timestamp)
                }
            }
            guard rows.count == 500, let end = rows.last else { return state }
            last = end.sequence
        }
    }
}
