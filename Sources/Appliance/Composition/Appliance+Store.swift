import Engine
import Logging
import Storage

/// Builds the parts of ToWow from a configuration and joins them; the only place that knows all of them.
enum Appliance {}

extension Appliance {
    /// Opens the configured store and brings its schema up to date.
    /// - Throws: `StartFault` that says what to do.
    static func openStore(_ configuration: Configuration, readOnly: Bool = false, logger: Logger) async throws -> any Store {
        let path = try sqlitePath(configuration)
        do {
            let store = try SQLiteStore(path: path, readOnly: readOnly, logger: logger)
            do {
                try await store.migrate()
            } catch {
                await store.close()
                throw error
            }
            return store
        } catch {
            throw StartFault("cannot open the database \(path): \(error)")
        }
    }

    /// The path of the database file.
    static func sqlitePath(_ configuration: Configuration) throws -> String {
        guard case .sqlite(let path) = configuration.database else {
            throw StartFault(
                "\(configuration.database.masked): this build cannot use PostgreSQL yet; "
                    + "unset DATABASE_URL and POSTGRES_… to use SQLite")
        }
        return path
    }
}
