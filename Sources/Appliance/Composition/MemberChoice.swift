import Engine
import Glibc

/// Where a command that only reads takes its members from.
struct MemberChoice: Sendable {
    struct Result: Sendable {
        var members: [Member]
        /// For people: where they come from.
        var origin: String
    }

    let configuration: Configuration
    let log: LogOutput

    /// The members of `file`, else of the configured store when it exists, else the bundled ones.
    func members(file: String?) async throws -> Result {
        if let file {
            let members = try MemberFile.read(file)
            return Result(members: members, origin: "\(members.count) members from \(file)")
        }
        if let name = storeName {
            let store = try await Appliance.openStore(
                configuration, readOnly: true, logger: log.logger("towow.storage"))
            let members = try await Appliance.allMembers(of: store).map(\.member)
            await store.close()
            if !members.isEmpty { return Result(members: members, origin: "\(members.count) members from \(name)") }
        }
        let members = try BundledMembers.members()
        return Result(members: members, origin: "\(members.count) bundled members")
    }

    /// What people call the configured store; nil when there is none yet.
    private var storeName: String? {
        switch configuration.database {
        case .sqlite(let path): access(path, F_OK) == 0 ? path : nil
        case .postgres: configuration.database.masked
        }
    }
}

extension Appliance {
    /// Every active member, sorted by id.
    static func allMembers(of store: any Store) async throws -> [MemberRecord] {
        let page = 1_000
        var records: [MemberRecord] = []
        while true {
            let next = try await store.members(after: records.last?.member.id, limit: page, includeInactive: false)
            records += next
            guard next.count == page else { return records }
        }
    }
}
