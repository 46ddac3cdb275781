import Logging
import ServiceLifecycle
import Web

extension Appliance {
    /// The certificate of `configuration`; nil without TLS.
    /// - Throws: `StartFault` when it cannot be used.
    static func certificate(_ configuration: Configuration, log: LogOutput) throws(StartFault) -> ServerCertificate? {
        guard let tls = configuration.tls else { return nil }
        do {
            return try ServerCertificate(
                certificateFile: tls.certificateFile, keyFile: tls.keyFile, logger: log.logger("towow.tls"))
        } catch {
            throw StartFault(error.description)
        }
    }

    /// Which socket is for what: inherited ones by their names, those without a known name for the site as it is configured; and
    /// without any, the ports of `configuration`.
    static func listen(
        _ web: inout WebConfiguration, _ configuration: Configuration, sockets: [InheritedSocket]
    ) throws(StartFault) {
        let isSecure = configuration.tls != nil
        for socket in sockets {
            let binding = WebConfiguration.Binding.descriptor(socket.descriptor)
            switch socket.name {
            case "http": web.bindings.append(binding)
            case "https", "redirect":
                guard isSecure else {
                    throw StartFault(
                        "the inherited socket \(socket.name ?? "") needs TLS_CERT_FILE and TLS_KEY_FILE")
                }
                if socket.name == "https" {
                    web.secureBindings.append(binding)
                } else {
                    web.redirectBindings.append(binding)
                }
            default: if isSecure { web.secureBindings.append(binding) } else { web.bindings.append(binding) }
            }
        }
        if web.bindings.isEmpty, web.secureBindings.isEmpty {
            let site = WebConfiguration.Binding.address(host: configuration.host, port: configuration.port)
            if isSecure { web.secureBindings = [site] } else { web.bindings = [site] }
        }
        if web.redirectBindings.isEmpty, let port = configuration.httpRedirectPort {
            web.redirectBindings = [.address(host: configuration.host, port: port)]
        }
    }
}

/// Renews the certificate when its files change.
struct CertificateService: Service {
    let certificate: ServerCertificate

    /// A change is taken up at the second look, so after at most twice this.
    private static let interval = Duration.seconds(2)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: CertificateService.interval)) != nil { await certificate.refresh() }
        }
    }
}
