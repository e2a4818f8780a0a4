"""What columns are called in Spanish, by idea."""

WORDS = {
    "alt": "secundario|otro|alternativo|segundo",
    "reference": "referencia",
    "person": (
        "paciente|alumno|inquilino|tarjeta de cliente|tarjeta cliente|tarjeta de fidelidad|tarjeta fidelidad|voluntario|voluntaria|huesped|patrocinador|patrocinadora|ordenante|contraparte|cliente|clientes|clienta|donante|comprador|compradora|socio|socia|usuario|usuaria|"
        "suscriptor|miembro|alumno|alumna|participante|asistente|pagador|contacto|mecenas|abonado|"
        "titular|remitente|estudiante|colaborador"
    ),
    "persons": "visitantes|seguidores|suscriptores|alcance|impresiones",
    "other": "destinatario|beneficiario|envio a|conyuge|tutor",
    "staff": "vendedor|comercial|responsable|profesor|creado por|organizador|gestor|empleado|tienda",
    "main": "del|de|la|el|los|las|y|e|por|su|tu|principal",
    "sale": (
        "pedido|pago|compra|donacion|donativo|venta|transaccion|cobro|operacion|reserva|recibo|"
        "entrada|aportacion|orden"
    ),
    "sales": "pedidos|compras|donaciones|pagos|ventas|reservas|donativos",
    "invoice": "emision|emitida|factura|facturas",
    "product": (
        "producto|articulo|concepto|proyecto|evento|campana|descripcion|servicio|curso|recompensa|"
        "destino|taller|finalidad"
    ),
    "line": "linea",
    "plan": "plan|nivel|suscripcion|membresia|tipo de socio|cuota tipo|tipo socio",
    "email": (
        "correo|correo electronico|e mail|email|direccion de correo|direccion de correo electronico|"
        "correo e|direccion email"
    ),
    "phone": "telefono|movil|tel|celular|telefono movil|tfno|telf|tlf",
    "id": "identificador|id",
    "code": "cod|codigo",
    "number": "codigo|numero de|no de|n de|numero|no|n|num|nro|nr",
    "count": "numero de|no de|n de|cantidad de|cuantos|num de|nro de",
    "name": "nombre",
    "first name": "nombre|nombres|nombre de pila",
    "last name": "apellido|apellidos|primer apellido",
    "full name": (
        "nombre completo|nombre y apellidos|nombre del cliente|nombre cliente|nombre del donante|"
        "nombre del socio|nombre del comprador|apellidos y nombre|nombre y apellido"
    ),
    "first": "primera|primer|primero",
    "last": "ultima|ultimo",
    "middle": "tratamiento|segundo apellido|apodo",
    "company": "empresa|organizacion|razon social|compania|entidad|sociedad",
    "handle": "nombre de usuario|alias|usuario de",
    "url": "enlace|web|pagina web|foto",
    "address": "direccion|domicilio|direccion postal",
    "second": "direccion 2|piso|puerta",
    "street": "calle",
    "city": "ciudad|localidad|poblacion|municipio",
    "region": "estado|provincia|comunidad autonoma|region",
    "postal": "codigo postal|c p|cp|cod postal|cod post",
    "country": "pais",
    "ship": "envio|gastos de envio|portes|coste de envio",
    "date": "fecha|dia|fecha y hora|marca temporal|fecha operacion|fecha valor",
    "time": "hora",
    "zone": "zona horaria",
    "month": "mes|ano|ejercicio",
    "join": (
        "alta|registro|inscripcion|miembro desde|cliente desde|socio desde|desde|registrado|ingreso|"
        "suscrito|incorporacion"
    ),
    "create": "creado|creacion|creada|anadido",
    "start": "inicio|comienzo",
    "end": "fin|final",
    "cancel": "baja|cancelacion|cancelado|fecha de baja",
    "unsub": "dado de baja|desuscrito|baja boletin",
    "expire": "caduca|caducidad|valido hasta|vencimiento de la membresia|fin de membresia",
    "next": "proximo|proxima|renovacion",
    "activity": "actividad|visita|acceso|activo",
    "modified": "modificado|actualizado|modificacion|actualizacion",
    "scheduled": "enviado|entregado|certificado|ingreso en banco|abonado en cuenta",
    "amount": (
        "importe|monto|cantidad donada|donado|valor|gasto|facturado|suma|cantidad pagada|"
        "precio pagado|ingresos|cobrado importe|cuantia|pagado importe"
    ),
    "total": "total|totales",
    "paid": "pagado|pagada|cobrado|cobrada|abonada",
    "gross": "antes de comision|antes de comisiones|antes de tarifas|bruto|iva incluido|con iva|iva incl",
    "net amount": "neto|importe neto|sin iva|liquido",
    "extax": "subtotal|base imponible|base",
    "price": "precio|cuota|cuota mensual|cuota anual|tarifa mensual",
    "unit": "unitario|por unidad|ud",
    "fee": "comision|comisiones|tarifa|gastos|gastos bancarios",
    "tax": "iva|impuesto|impuestos|igic",
    "discount": "descuento|descuentos",
    "tip": "propina",
    "refund": "reembolso|reembolsado|devolucion|devuelto|importe reembolsado|reembolsos",
    "lifetime": (
        "gasto total|total gastado|total donado|total compras|total de compras|total facturado|"
        "importe acumulado|acumulado|total aportado|total donaciones"
    ),
    "balance": "saldo|saldo pendiente|pendiente|importe pendiente",
    "due": "vencimiento|fecha de vencimiento|fecha limite|fecha vencimiento",
    "currency": "moneda|divisa",
    "average": "promedio|medio|media|ticket medio",
    "percent": "porcentaje|progreso",
    "extreme": "mayor|menor|maximo|minimo|anterior|objetivo|deducible",
    "status": "estado|estado del pago|estado de pago|situacion|estatus",
    "type": "tipo|categoria|clase",
    "method": (
        "metodo de pago|forma de pago|medio de pago|tipo de pago|forma pago|metodo pago|forma de cobro"
    ),
    "interval": "semanal|anual|trimestral|frecuencia|periodicidad|periodo",
    "recurring": "recurrente|mensual|domiciliado|periodica",
    "quantity": "cantidad|unidades|uds|numero de entradas|entradas|plazas|cant",
    "coupon": "cupon|codigo de descuento|codigo promocional|cupones",
    "tags": "etiquetas|grupo|grupos|listas",
    "source": (
        "origen|canal|fuente|procedencia|como nos conociste|como nos has conocido|como nos conocio|"
        "como nos encontraste|como supiste de nosotros"
    ),
    "referral": "recomendado por|referido por|invitado por|referido",
    "consent": (
        "consentimiento|acepta marketing|boletin|acepta publicidad|suscrito al boletin|rgpd|"
        "newsletter|acepta correos|acepta comunicaciones"
    ),
    "against": "no contactar|no enviar",
    "anonymous": "anonimo|anonima|donacion anonima",
    "message": "mensaje|comentario|comentarios",
    "note": "notas|observaciones|nota|nota interna|alergias",
    "rating": "valoracion|estrellas|puntuacion",
    "hours": "horas de voluntariado|horas|horas voluntarias",
    "nps": (
        "recomendarias|recomendaria|nos recomendarias|recomendacion|"
        "que probabilidad hay de que nos recomiendes"
    ),
    "views": "vistas|visualizaciones",
    "shares": "compartidos",
    "opens": "aperturas",
    "clicks": "clics",
    "open": "ultima apertura",
    "click": "ultimo clic",
    "sent": "correos recibidos|enviados",
    "checkin": "asistio el|registrado a la entrada",
    "gifted": "regalos",
    "reason": "motivo|duracion|edad|sexo|genero|idioma|profesion|cargo|talla",
    "secret": (
        "dni|nif|nie|cif|nif cif|dni nif|fecha de nacimiento|fecha nacimiento|nacimiento|"
        "numero de tarjeta|tarjeta|cuenta bancaria|iban|direccion ip|pasaporte|seguridad social|"
        "contrasena|numero de cuenta|rfc|curp|rut|cuit"
    ),
    "symbol": "tipo de cambio|tasa de cambio",
    "undone": "fallido|prueba|rechazado",
}
