import Engine
import ServiceLifecycle

extension Appliance {
    /// The web server of `configuration`; on inherited sockets when there are some.
    static func webService(
        _ configuration: Configuration, engine: EngineAssembly, sockets: [Int32], descriptors: Int, log: LogOutput
    ) throws -> any Service {
        throw StartFault("this build has no web server yet")
    }
}
