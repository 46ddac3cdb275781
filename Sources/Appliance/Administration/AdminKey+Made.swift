import Engine
import Web

extension Appliance {
    /// The operator's key: the configured one; in development a random one, shown on standard error and nowhere else.
    static func adminKey(_ configuration: Configuration) -> AdminKey {
        if let key = configuration.access.adminKey { return AdminKey(key) }
        let key = "adm-" + Base32.encode(SystemIDSource().randomBytes(32))
        Output.standardError.write("Admin key of this run (set ADMIN_API_KEY to keep one): \(key)\n")
        return AdminKey(key)
    }
}
