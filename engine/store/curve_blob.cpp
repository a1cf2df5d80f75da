#include "store/curve_blob.h"

#include <QtEndian>

#include <bit>
#include <cstdint>

namespace downhill::store {

namespace {

char* put(std::int64_t value, char* to) {
    qToLittleEndian(value, to);
    return to + sizeof value;
}

char* put(float value, char* to) {
    qToLittleEndian(std::bit_cast<std::uint32_t>(value), to);
    return to + sizeof value;
}

const char* get(const char* from, std::int64_t& value) {
    value = qFromLittleEndian<std::int64_t>(from);
    return from + sizeof value;
}

const char* get(const char* from, float& value) {
    value = std::bit_cast<float>(qFromLittleEndian<std::uint32_t>(from));
    return from + sizeof value;
}

} // namespace

QByteArray encodeBuckets(std::span<const training::CurveBucket> buckets) {
    QByteArray blob(static_cast<qsizetype>(buckets.size()) * kBucketBytes, Qt::Uninitialized);
    char* to = blob.data();
    for (const training::CurveBucket& bucket : buckets) {
        for (const std::int64_t step :
             {bucket.firstStep, bucket.lastStep, bucket.leastStep, bucket.greatestStep})
            to = put(step, to);
        for (const float loss : {bucket.first, bucket.least, bucket.greatest, bucket.last})
            to = put(loss, to);
    }
    return blob;
}

bool decodeBuckets(const QByteArray& blob, std::vector<training::CurveBucket>& buckets) {
    if (blob.size() % kBucketBytes != 0)
        return false;
    const char* from = blob.constData();
    const char* const end = from + blob.size();
    while (from != end) {
        training::CurveBucket bucket;
        for (std::int64_t* step :
             {&bucket.firstStep, &bucket.lastStep, &bucket.leastStep, &bucket.greatestStep})
            from = get(from, *step);
        for (float* loss : {&bucket.first, &bucket.least, &bucket.greatest, &bucket.last})
            from = get(from, *loss);
        buckets.push_back(bucket);
    }
    return true;
}

} // namespace downhill::store
