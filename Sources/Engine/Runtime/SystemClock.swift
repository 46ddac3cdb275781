import CCrypto
import Glibc

/// The host's clocks.
public struct SystemClock: EngineClock {
    let longSleeps = LongSleeps()

    public init() {}

    public func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    public func sleep(milliseconds: Int64) async throws {
        let duration = Duration.milliseconds(milliseconds)
        if duration < LongSleeps.tick {
            try await Task.sleep(for: duration)
        } else {
            try await longSleeps.sleep(duration)
        }
    }
}

/// Random bytes from libcrypto's generator.
public struct SystemIDSource: IDSource {
    public init() {}

    public func randomBytes(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        // RAND_bytes fails only when the host has no source of randomness at all; no id made then would be safe.
        guard RAND_bytes(&bytes, Int32(count)) == 1 else { preconditionFailure("no source of randomness") }
        return bytes
    }
}

/// The few cryptographic functions that the engine needs, all by libcrypto.
public enum Crypto {
    public static func sha256(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        let input = Array(bytes)
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        _ = SHA256(input, input.count, &digest)
        return digest
    }

    /// Compares in a time that depends on the length alone.
    public static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
    }
}
