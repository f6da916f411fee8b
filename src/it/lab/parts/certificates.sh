# shellcheck shell=bash
# A certificate authority of this lab's own, and one that signed nothing here.

make_certificates() {
  local tls=$DIR/tls
  [ -e "$tls/wrong.pem" ] && return
  need openssl
  mkdir -p "$tls"
  make_authority "$tls/ca" 'Trunkline laboratory'
  make_authority "$tls/other-ca" 'An authority that signed nothing here'
  make_certificate "$tls/good" localhost 'DNS:localhost,DNS:lab.test,DNS:*.lab.test,IP:127.0.0.1,IP:::1'
  make_certificate "$tls/wrong" elsewhere.test 'DNS:elsewhere.test'
  put CA_FILE "$tls/ca.pem"
  put OTHER_CA_FILE "$tls/other-ca.pem"
  put CERTIFICATE "$tls/good.pem"
  put CERTIFICATE_KEY "$tls/good.key"
  put WRONG_CERTIFICATE "$tls/wrong.pem"
  put WRONG_CERTIFICATE_KEY "$tls/wrong.key"
}

make_authority() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "/CN=$2" \
    -addext 'basicConstraints=critical,CA:TRUE' -addext 'keyUsage=critical,keyCertSign,cRLSign' \
    -keyout "$1.key" -out "$1.pem" 2>>"$DIR/log/openssl.log"
}

make_certificate() {
  local file=$1 name=$2 names=$3 ca=$DIR/tls/ca
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$name" -keyout "$file.key" -out "$file.csr" 2>>"$DIR/log/openssl.log"
  openssl x509 -req -in "$file.csr" -CA "$ca.pem" -CAkey "$ca.key" -CAcreateserial -days 30 -out "$file.pem" \
    -extfile <(printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth\n' "$names") 2>>"$DIR/log/openssl.log"
  rm "$file.csr"
}
