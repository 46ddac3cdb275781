import Testing

@testable import Appliance
@testable import OpenAgents

/// What the doctor says about an OpenAgents network that answers.
@Suite("OpenAgents network, examined")
struct NetworkDoctorTests {
    private func advice(_ environment: [String: String], _ network: String) throws -> [String] {
        let configuration = try Configuration.load(
            sources(environment: ["OPENAGENT_HOST": "10.1.2.3"].merging(environment) { $1 }), for: .serving)
        let text = Array(#"{"network_uuid":"u","agents":{},\#(network)}"#.utf8)
        let health = try #require(JSONFields(text[...]).flatMap(NetworkHealth.init))
        return Doctor.admittance(try #require(configuration.openAgents), health).map(\.message)
    }

    private static let closed =
        #""requires_password":true,"default_agent_group":"towow","group_config":[{"name":"towow","has_password":true}]"#
    private static let open =
        #""requires_password":false,"default_agent_group":"guest","group_config":[{"name":"towow","has_password":true}]"#

    @Test("group and password fit")
    func fits() throws {
        #expect(try advice(["OPENAGENT_GROUP": "towow", "OPENAGENT_PASSWORD": "p"], Self.closed).isEmpty)
        #expect(try advice(["OPENAGENT_PASSWORD": "p"], Self.closed).isEmpty)
        #expect(try advice([:], Self.open).isEmpty)
    }

    @Test("a missing password, an unknown group")
    func faults() throws {
        #expect(try advice([:], Self.closed) == ["the network wants a password"])
        #expect(try advice(["OPENAGENT_GROUP": "towow"], Self.open) == ["the group towow has a password"])
        #expect(try advice(["OPENAGENT_GROUP": "other"], Self.open) == ["the network has no group other"])
    }

    @Test("an open network outside this machine and private networks")
    func exposed() throws {
        for host in ["8.8.8.8", "2001:db8::1", "172.32.0.1"] {
            #expect(
                try advice(["OPENAGENT_HOST": host], Self.open) == ["anybody who reaches \(host) gets into the network"]
            )
            #expect(try advice(["OPENAGENT_HOST": host, "OPENAGENT_PASSWORD": "p"], Self.closed).isEmpty)
        }
        for host in ["127.0.0.1", "192.168.3.4", "172.16.0.1", "::1", "fd00::1", "openagents"] {
            #expect(try advice(["OPENAGENT_HOST": host], Self.open).isEmpty, "\(host)")
        }
    }
}
