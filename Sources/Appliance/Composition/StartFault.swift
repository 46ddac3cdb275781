/// Why a command cannot do its work, for a person. Printed as it is.
struct StartFault: Error, Sendable, CustomStringConvertible {
    var description: String

    init(_ description: String) {
        self.description = description
    }
}
