import Engine
import NIOHTTP1

/// What is wrong with the fields of a body, in the caller's language.
struct FieldFaults: Sendable {
    struct Fault: Encodable, Sendable {
        var field: String
        var problem: String
    }

    /// The first twenty.
    let faults: [Fault]

    init(_ failure: MemberImportFailure, language: Language) {
        faults = failure.faults.prefix(20).map { fault in
            Fault(field: fault.field, problem: FieldFaults.text(fault.problem, in: language))
        }
    }

    /// What only the network may change where a member lives.
    init(_ fault: RemoteProfileFault, language: Language) {
        let problem = FieldFaults.text(RemoteProfileFault.problem, in: language)
        faults = fault.changes.flatMap(\.fields).prefix(20).map { Fault(field: $0, problem: problem) }
    }

    /// Nothing is wrong with the fields but who wants to change them.
    var conflict: WebError {
        var error = WebError(.conflict, .notPossible, "profile_elsewhere")
        error.faults = faults
        return error
    }

    var error: WebError {
        let reason = faults.first { $0.field.isEmpty } == nil ? "bad_fields" : "not_json"
        var error = WebError(.badRequest, .badRequest, reason)
        error.faults = faults
        return error
    }
}

/// Runs `body` and says which fields are wrong when they are.
func checked<Value: Sendable>(_ request: WebRequest, _ body: () async throws -> Value) async throws -> Value {
    do {
        return try await body()
    } catch let failure as MemberImportFailure {
        throw FieldFaults(failure, language: request.language).error
    } catch let fault as RemoteProfileFault {
        throw FieldFaults(fault, language: request.language).conflict
    }
}
