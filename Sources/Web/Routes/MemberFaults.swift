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
    }
}
