import Engine
import NIOCore
import NIOHTTP1
import NIOPosix

/// The member pool: import, list, in and out of the directory.
extension AdminRoutes {
    static let importPath = base + "/agents/import"
    /// Bytes of an import.
    static let importLimit = 8 * 1024 * 1024
    /// Ids and faults that an answer names.
    private static let shown = 100

    func addMembers(to routes: inout RouteTable.Builder) {
        routes.on(.POST, AdminRoutes.importPath, guarded(importMembers))
        routes.on(.GET, AdminRoutes.base + "/agents", guarded(members))
        routes.on(.POST, AdminRoutes.base + "/agents/:id/activate", guarded { try await setActive(true, $0) })
        routes.on(.POST, AdminRoutes.base + "/agents/:id/deactivate", guarded { try await setActive(false, $0) })
    }

    // MARK: Import

    private struct Imported: Encodable {
        var dryRun: Bool
        var total: Int
        var created: Int
        var updated: Int
        var unchanged: Int
        var agentIds: [String]
    }

    @Sendable private func importMembers(_ call: Call) async throws -> Answer {
        let request = call.request
        let isTrial: Bool
        switch request.query("dry_run") {
        case nil, "", "false": isTrial = false
        case "true": isTrial = true
        default: throw WebError.field("dry_run", "must_be_boolean")
        }
        let format = try AdminRoutes.format(of: request)
        let body = request.body
        // Thousands of profiles take a while; nobody else waits for them.
        typealias Reading = Result<[MemberImport.Entry], MemberImportFailure>
        let members = try await NIOThreadPool.singleton.runIfActive { () -> Reading in
            do throws(MemberImportFailure) {
                return .success(try MemberImport.read(Array(body.readableBytesView), format: format))
            } catch {
                return .failure(error)
            }
        }
        let intake: MemberIntake
        switch members {
        case .success(let members):
            do {
                intake = try await service.take(members: members.map(\.member), isTrial: isTrial)
            } catch let fault as RemoteProfileFault {
                let lines = members.map { ($0.member.id, $0.line) }
                throw AdminFaults(fault, lines: Dictionary(lines) { first, _ in first }, in: request.language)
            }
        case .failure(let failure): throw AdminFaults(failure, in: request.language)
        }
        if !isTrial {
            try await note(
                "agents.import",
                "\(intake.created) created, \(intake.updated) updated, \(intake.unchanged) unchanged", call)
        }
        return try .snakeCased(
            Imported(
                dryRun: isTrial, total: intake.agentIDs.count, created: intake.created, updated: intake.updated,
                unchanged: intake.unchanged, agentIds: Array(intake.agentIDs.prefix(AdminRoutes.shown))))
    }

    private static func format(of request: WebRequest) throws -> MemberImport.Format {
        if let encoding = request.headers.first(name: "content-encoding"), encoding.lowercased() != "identity" {
            throw WebError(
                .unsupportedMediaType, .badRequest, "compressed_body", fields: [("accept-encoding", "identity")])
        }
        let type = request.headers.first(name: "content-type") ?? "application/octet-stream"
        switch type.prefix(while: { $0 != ";" }).trimmedSpaces.lowercased() {
        case "application/x-ndjson", "application/ndjson", "application/jsonl": return .jsonLines
        case "text/csv": return .csv
        case "application/json", "text/plain", "application/octet-stream": return .automatic
        default:
            throw WebError(
                .unsupportedMediaType, .badRequest, "not_import_type",
                fields: [("accept", "application/json, application/x-ndjson, text/csv")])
        }
    }

    // MARK: Directory

    private struct Page: Encodable {
        struct Entry: Encodable {
            var agentID: String
            var displayName: String
            var kind: Member.Kind
            var origin: Member.Origin
            var online: Nullable<Bool>
            var isActive: Bool
            var version: Int
            var summary: String

            init(_ record: MemberRecord, isOnline: Bool?) {
                agentID = record.member.id
                displayName = record.member.displayName
                kind = record.member.kind
                origin = record.member.origin
                online = Nullable(isOnline)
                isActive = record.isActive
                version = record.version
                summary = record.member.summary
            }
        }

        var agents: [Entry]
        var nextCursor: Nullable<String>
    }

    @Sendable private func members(_ call: Call) async throws -> Answer {
        let request = call.request
        let limit = try request.limit(upTo: 200) ?? 50
        let cursor = request.query("cursor").flatMap { $0.isEmpty ? nil : $0 }
        if let cursor, !AgentRoutes.isMemberID(cursor) { throw WebError.field("cursor", "bad_cursor") }
        let page = try await service.allMembers(matching: try request.searchText(), after: cursor, limit: limit)
        let entries = page.members.map { Page.Entry($0, isOnline: service.isOnline($0.member)) }
        return try .snakeCased(Page(agents: entries, nextCursor: Nullable(page.next)))
    }

    private struct Standing: Encodable {
        var agentID: String
        var isActive: Bool
    }

    private func setActive(_ isActive: Bool, _ call: Call) async throws -> Answer {
        let id = call.context.parameter("id")
        guard AgentRoutes.isMemberID(id) else { throw WebError.unknownAgent }
        if isActive { try await service.activate(id) } else { try await service.deactivate(id) }
        try await note(isActive ? "agent.activate" : "agent.deactivate", id, call)
        return try .snakeCased(Standing(agentID: id, isActive: isActive))
    }
}

extension AdminFaults {
    fileprivate init(_ failure: MemberImportFailure, in language: Language) {
        self.init(
            failure.faults.map { fault in
                let problem = FieldFaults.text(fault.problem, in: language)
                return AdminFaults.line(fault.line, fault.field, problem, in: language)
            }, total: failure.total)
    }

    /// The first hundred.
    fileprivate init(_ fault: RemoteProfileFault, lines: [String: Int], in language: Language) {
        let problem = FieldFaults.text(RemoteProfileFault.problem, in: language)
        let all = fault.changes.flatMap { change in
            change.fields.map { AdminFaults.line(lines[change.agentID] ?? 1, $0, problem, in: language) }
        }
        self.init(Array(all.prefix(100)), total: all.count)
    }

    private static func line(_ line: Int, _ field: String, _ problem: String, in language: Language) -> String {
        let texts = ErrorTexts(language: language)
        return texts.about(
            language.pick(("第 \(line) 行", "line \(line)")), field.isEmpty ? problem : texts.about(field, problem)
        )
    }
}
