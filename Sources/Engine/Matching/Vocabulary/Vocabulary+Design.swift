extension Vocabulary {
    /// Design and media.
    static let design = """
        design|skill||设计|design|design|core|设计,设计师,美工,视觉|design,designer,visuals||
        graphic_design|skill|design|平面设计|graphic design|design||平面设计,海报设计,海报,宣传册,排版,主视觉,宣传物料,物料设计,平面设计师,画册|graphic design,graphic designer,poster,flyer,brochure,layout,typography,print design||
        branding|skill|design|品牌设计|branding|design||品牌设计,logo,标志,vi设计,品牌,商标设计,标识|branding,logo,brand identity,corporate identity,brand design,brand||
        ui_design|skill|design|界面设计|UI design|design||ui,ui设计,界面设计,界面,app设计,网页设计,ui设计师|ui,ui design,interface design,web design,app design,ui designer,figma||
        ux_design|skill|design|体验设计|UX design|design||ux,交互设计,用户体验,体验设计,原型设计,交互,产品设计师,可用性|ux,ux design,interaction design,user experience,product designer,prototyping,ux designer,usability||
        user_research|skill|ux_design|用户研究|user research|design||用户研究,用户访谈,用户调研,可用性测试|user research,user interview,usability testing,ux research||
        illustration|skill|design|插画|illustration|design||插画,插画师,手绘,漫画,绘本,原画,画画|illustration,illustrator,drawing,comic,concept art,artist||
        animation|skill|design|动画|animation|design||动画,动效,mg动画,三维动画|animation,animator,motion design,motion graphics||
        modeling_3d|skill|design|三维建模|3D modelling|design||三维,建模,3d建模,3d,渲染,blender|3d,3d modelling,3d modeling,3d model,rendering,blender,cad||
        industrial_design|skill|design|工业设计|industrial design|design||工业设计,产品外观,结构设计,外观设计|industrial design,product design,mechanical design,hardware design||
        fashion_design|skill|design|服装设计|fashion design|design||服装设计,服装,裁缝,定制服装,旗袍,改衣|fashion,fashion design,tailor,sewing,dressmaker,costume||
        space_design|skill|design|空间设计|space design|design||空间设计,建筑设计,建筑师,景观设计|architecture,architect,space design,landscape design||
        interior_design|skill|space_design|室内设计|interior design|design|core|室内设计,软装,家装设计,室内设计师|interior design,interior designer,home styling||
        """
}
