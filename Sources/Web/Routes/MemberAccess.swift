import Engine
import NIOHTTP1

/// Finds out who calls: the operator by the admin key, or a member by their token.
struct MemberAccess: Sendable {
    enum Caller: Sendable, Hashable {
        case admin
        case member(String)
        case nobody
    }

    let service: any NegotiationService
    /// Nil: nobody is the operator here.
    let adminKey: AdminKey?

    /// - Throws: `TowowError` forbidden for a secret that is nobody's.
    func caller(_ request: WebRequest) async throws -> Caller {
        if let key = request.headers.first(name: "x-admin-key") {
            guard isAdminKey(key) else { throw TowowError(.forbidden, "admin_key_wrong") }
            return .admin
        }
        guard let token = request.bearerToken else { return .nobody }
        if isAdminKey(token) { return .admin }
        guard let id = try await service.memberID(ofToken: token) else {
            throw TowowError(.forbidden, "agent_token_wrong")
        }
        return .member(id)
    }

    /// Lets the operator and the member `id` pass.
    @discardableResult
    func require(_ id: String, _ request: WebRequest) async throws -> Caller {
        let caller = try await caller(request)
        switch caller {
        case .admin, .member(id): return caller
        case .member: throw TowowError(.forbidden, "agent_token_wrong")
        case .nobody: throw TowowError(.unauthenticated, "token_missing")
        }
    }

    /// The member whose token the request carries.
    func member(_ request: WebRequest) async throws -> String {
        switch try await caller(request) {
        case .member(let id): return id
        case .admin: throw TowowError(.forbidden, "agent_token_needed")
        case .nobody: throw TowowError(.unauthenticated, "token_missing")
        }
    }

    func requireAdmin(_ request: WebRequest) async throws {
        switch try await caller(request) {
        case .admin: return
        case .member: throw TowowError(.forbidden, "registration_closed")
        case .nobody: throw TowowError(.unauthenticated, "registration_closed")
        }
    }

    /// In a time that does not depend on where they differ: digests are compared.
    private func isAdminKey(_ text: String) -> Bool {
        adminKey?.matches(text) ?? false
    }
}

extension WebRequest {
    /// The secret of `Authorization: Bearer`; nil when the request carries none.
    var bearerToken: String? { headers.bearerToken.flatMap { $0.isEmpty ? nil : $0 } }
}

extension HTTPHeaders {
    /// What stands behind `Authorization: Bearer`, perhaps nothing; nil without that field.
    var bearerToken: String? {
        guard let field = first(name: "authorization"), field.lowercased().hasPrefix("bearer ") else { return nil }
        return String(field.dropFirst(7).trimmedSpaces)
    }
}
