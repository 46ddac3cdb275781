import Engine
import Logging

extension Appliance {
    static func serve(_ configuration: Configuration, log: LogOutput) async throws {
        throw StartFault("this build has no engine yet")
    }
}
