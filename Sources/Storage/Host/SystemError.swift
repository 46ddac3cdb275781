internal import Glibc

/// A call to the host that failed.
public struct SystemError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The name of the C function.
    public var operation: String
    public var path: String?
    /// `errno`.
    public var code: Int32

    public init(operation: String, path: String?, code: Int32) {
        self.operation = operation
        self.path = path
        self.code = code
    }

    public var description: String {
        let reason = String(cString: strerror(code))
        guard let path else { return "\(operation): \(reason)" }
        return "\(operation) \(path): \(reason)"
    }
}
