internal import CCrypto

extension Crypto {
    /// SHA-256 of what comes piece by piece.
    public final class Digest {
        private let context: OpaquePointer?

        public init() {
            context = EVP_MD_CTX_new()
            EVP_DigestInit_ex(context, EVP_sha256(), nil)
        }

        deinit {
            EVP_MD_CTX_free(context)
        }

        public func update(_ bytes: UnsafeRawBufferPointer) {
            EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        }

        /// 32 bytes. The digest takes nothing more afterwards.
        public func finish() -> [UInt8] {
            var digest = [UInt8](repeating: 0, count: 32)
            EVP_DigestFinal_ex(context, &digest, nil)
            return digest
        }
    }
}
