internal import Engine

extension [DemandStatus: Int] {
    /// Adds up what was counted in parts; statuses that nothing has, and those that this version does not know, are left
    /// out.
    init(demandCounts parts: [(status: String, count: Int)]) {
        self = parts.reduce(into: [:]) { counts, part in
            guard part.count != 0, let status = DemandStatus(rawValue: part.status) else { return }
            counts[status, default: 0] += part.count
        }
    }
}
