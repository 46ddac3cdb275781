public import Engine

/// What is to be known of a certificate before a server uses it.
public struct CertificateReport: Sendable, Hashable {
    public var validFrom: Timestamp
    public var validUntil: Timestamp
    /// Others than its owner may read the private key.
    public var isKeyOpen: Bool

    public init(validFrom: Timestamp, validUntil: Timestamp, isKeyOpen: Bool) {
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.isKeyOpen = isKeyOpen
    }

    /// Reads both files, as a server does at its start. Blocks.
    /// - Throws: `CertificateFault` when a file cannot be read or the two do not belong together.
    public init(certificateFile: String, keyFile: String) throws(CertificateFault) {
        let pair = try CertificatePair(certificateFile: certificateFile, keyFile: keyFile)
        validFrom = pair.validFrom
        validUntil = pair.validUntil
        isKeyOpen = pair.isKeyOpen
    }
}
