import Engine
import FoundationEssentials
import Glibc
import Storage

extension Doctor {
    // MARK: Database

    func database() async -> Finding {
        let name = configuration.database.masked
        if case .sqlite(let path) = configuration.database, access(path, F_OK) != 0 {
            return .ok("database", "\(path) does not exist yet; towow serve makes it")
        }
        do {
            let store = try Appliance.unopenedStore(configuration, readOnly: true, logger: configuration.toolLogger)
            do {
                let states = try await store.migrations()
                try await store.ping()
                await store.close()
                return Doctor.schema(states, of: name)
            } catch {
                await store.close()
                throw error
            }
        } catch {
            return .fail(
                "database", "\(Appliance.databaseFault(configuration, error))", "correct DATABASE_URL, or start it")
        }
    }

    static func schema(_ states: [MigrationState], of name: String) -> Finding {
        let newer = states.filter { !$0.isKnown }.map(\.name)
        guard newer.isEmpty else {
            return .fail(
                "database", "\(name) was changed by a newer towow (\(newer.joined(separator: " ")))",
                "use that version, or restore a backup")
        }
        let missing = states.filter { $0.appliedAt == nil }.map(\.name)
        guard missing.isEmpty else {
            return .warn(
                "database", "\(name) answers; its schema is old (\(missing.joined(separator: " ")) missing)",
                "towow migrate; towow serve does it, too")
        }
        return .ok("database", "\(name) answers, its schema is up to date")
    }

    // MARK: Claude

    /// The list of models costs nothing: no message is sent.
    func model() async -> [Finding] {
        guard let key = configuration.model.apiKey else {
            return [.ok("claude", "no ANTHROPIC_API_KEY: rules decide")]
        }
        guard asksOutside else { return [.ok("claude", "a key is set; --online tries it without spending anything")] }
        var base = configuration.model.baseURL
        while base.hasSuffix("/") { base.removeLast() }
        let first = await models(base, "?limit=1", key: key)
        guard first.status == .ok else { return [first] }
        var findings = [first]
        for id in Set(configuration.model.ids.values).sorted() {
            let finding = await models(base, "/\(id)", key: key)
            if finding.status != .ok { findings.append(finding) }
        }
        return findings
    }

    private func models(_ base: String, _ rest: String, key: String) async -> Finding {
        do throws(WebProbe.Failure) {
            let answer = try await Doctor.get(
                "\(base)/v1/models\(rest)", fields: ["x-api-key: \(key)", "anthropic-version: 2023-06-01"],
                verifies: true, usesProxy: true, milliseconds: 10_000)
            switch answer.status {
            case 200...299: return .ok("claude", "\(base) takes the key")
            case 401, 403:
                return .fail("claude", "\(base) refuses the key", "correct ANTHROPIC_API_KEY; rules decide until then")
            case 404 where rest.hasPrefix("/"):
                return .fail("claude", "there is no model \(rest.dropFirst())", "correct LLM_MODEL")
            default:
                return .warn(
                    "claude", "\(base) answered HTTP status \(answer.status)",
                    "try again later; rules decide until then")
            }
        } catch {
            return .warn(
                "claude", "\(base) cannot be reached: \(error)",
                "correct ANTHROPIC_BASE_URL or the network; rules decide until then")
        }
    }
}
