import Engine
import Logging
import Metrics
import Storage

/// Builds the parts of ToWow from a configuration and joins them; the only place that knows all of them.
enum Appliance {}

extension Appliance {
    /// Opens the configured store and brings its schema up to date.
    /// - Parameter checksSchema: false takes the schema as it is.
    /// - Throws: `StartFault` that says what to do.
    static func openStore(
        _ configuration: Configuration, readOnly: Bool = false, checksSchema: Bool = true, logger: Logger
    ) async throws -> any MovableStore {
        do {
            let store = try unopenedStore(configuration, readOnly: readOnly, logger: logger)
            do {
                if checksSchema { try await store.migrate() }
            } catch {
                await store.close()
                throw error
            }
            return store
        } catch {
            throw databaseFault(configuration, error)
        }
    }

    /// The configured store; its schema may be old or missing.
    static func unopenedStore(
        _ configuration: Configuration, readOnly: Bool, metrics: any MetricsFactory = NOOPMetricsHandler.instance,
        logger: Logger
    ) throws -> any MovableStore {
        switch configuration.database {
        case .sqlite(let path): try SQLiteStore(path: path, readOnly: readOnly, metrics: metrics, logger: logger)
        case .postgres(let uri): try PostgresStore(url: uri, readOnly: readOnly, metrics: metrics, logger: logger)
        }
    }

    /// Runs `body` with the configured store and closes it.
    static func withStore<Value>(
        _ configuration: Configuration, readOnly: Bool = false, checksSchema: Bool = true, logger: Logger,
        _ body: (any MovableStore) async throws -> Value
    ) async throws -> Value {
        let store = try await openStore(
            configuration, readOnly: readOnly, checksSchema: checksSchema, logger: logger)
        do {
            let value = try await body(store)
            await store.close()
            return value
        } catch {
            await store.close()
            throw databaseFault(configuration, error)
        }
    }

    /// What a person is told; the address is shown without its password.
    static func databaseFault(_ configuration: Configuration, _ error: any Error) -> any Error {
        switch error {
        case is StoreError, is SQLiteStoreError, is PostgresStoreError, is SystemError:
            let name =
                switch configuration.database {
                case .sqlite(let path): path
                case .postgres: configuration.database.masked
                }
            return StartFault("cannot use the database \(name): \(reason(error))")
        case let error as TransferError: return StartFault("\(error)")
        default: return error
        }
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case StoreError.diskFull: "the disk is full"
        case StoreError.readOnly: "it takes no changes; its file system, or the database itself, is read-only"
        case StoreError.unavailable: "it does not answer"
        default: "\(error)"
        }
    }
}
